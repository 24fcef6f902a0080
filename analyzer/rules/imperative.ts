/** Rule «imperative» (5.6.3): commands to the client, with what softens them and what only looks like them. */
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { neighbour } from './clause.ts';
import type { CompiledPhrases } from './compile.ts';
import { isIndicative } from './indicative.ts';
import { matchPhrases } from './match.ts';
import type { VerbForm, VerbReader } from './verb-form.ts';

/** What the rule reads from the lexicons (lists.yaml), compiled once. */
export interface ImperativeContext {
  verb: VerbReader;
  /** пожалуйста, будьте добры … */
  softeners: CompiledPhrases;
  /** Phrases that are no commands although they hold an imperative: «берегите себя», «обращайтесь ещё». */
  allowed: CompiledPhrases;
  /** Courtesy forms by lemma: здравствовать, извинить … */
  courtesy: ReadonlySet<string>;
  /** Comforting with «не»: не волнуйтесь. */
  comfort: ReadonlySet<string>;
  /** если, когда, что … */
  subordinators: ReadonlySet<string>;
  /** Verbs of what happens to the client («получите чек»): inside a clause they state, they do not command. */
  outcomes: ReadonlySet<string>;
  /** смотрите, слушайте …: commands, or calls for attention before a statement. */
  attention: ReadonlySet<string>;
  /** Words that may open a clause before a call for attention: ну, вот, так … */
  openers: ReadonlySet<string>;
  /** Words that begin a statement after it: я, у, там … */
  statementStarts: ReadonlySet<string>;
  morphology: Morphology;
}

export interface Command {
  /** Token indexes: «не» before the verb is part of the quote. */
  from: number;
  to: number;
  verb: number;
  singular: boolean;
  /** Why it is no violation; undefined when it is one. */
  excuse?: string;
}

/** How far «пожалуйста» reaches in a text without punctuation: words before and after the verb (notes, section 4.2). */
const reach = { before: 4, after: 6, far: 10 };

/**
 * Every command in the tokens, with the excuse of those that are allowed.
 * @param places token indexes worth looking at, ascending, when the caller knows them
 */
export function findCommands(
  tokens: readonly Token[],
  context: ImperativeContext,
  places: Iterable<number> = tokens.keys(),
): Command[] {
  const commands: Command[] = [];
  for (const i of places) {
    const token = tokens[i];
    if (!token) continue;
    const verb = context.verb(token.norm);
    if (verb.command === null || token.quoted) continue;
    const negated = neighbour(tokens, i, -1)?.norm === 'не';
    if (verb.command === 'plural' && isIndicative(tokens, i, verb, context)) continue;
    const excuse = courtesyOf(tokens, i, verb, negated, context);
    commands.push({
      from: negated ? i - 1 : i,
      to: i,
      verb: i,
      singular: verb.command === 'singular',
      ...(excuse === undefined ? {} : { excuse }),
    });
  }
  if (commands.length === 0) return commands;
  excuseAllowed(tokens, commands, context);
  excuseSoftened(tokens, commands, context);
  return commands;
}

function courtesyOf(
  tokens: readonly Token[],
  i: number,
  verb: VerbForm,
  negated: boolean,
  context: ImperativeContext,
): string | undefined {
  if (verb.lemmas.some((lemma) => context.courtesy.has(lemma))) return 'формула вежливости';
  if (negated && verb.lemmas.some((lemma) => context.comfort.has(lemma))) return 'успокаивает клиента';
  if (context.attention.has(tokens[i]?.norm ?? '') && !negated && isDiscourse(tokens, i, context))
    return 'привлекает внимание, ничего не приказывает';
  if (/^давай(?:те)?(?:-ка)?$/.test(tokens[i]?.norm ?? '') && isJoint(tokens, i, context))
    return 'предложение сделать вместе';
  return undefined;
}

/** «Давайте проверим», «давайте я посмотрю», «давайте сначала уточним»; but not «давайте номер», «давайте быстрее». */
function isJoint(tokens: readonly Token[], i: number, context: ImperativeContext): boolean {
  for (let distance = 1; distance <= 5; distance += 1) {
    const next = neighbour(tokens, i, distance);
    if (!next) return distance === 1;
    if (next.norm === 'я' || next.norm === 'мы' || context.verb(next.norm).joint) return true;
  }
  return false;
}

/**
 * «Смотрите, тариф вырос», «слушайте я проверила»: a word that calls for attention, set off by commas or standing before
 * a statement. With its own object («слушайте меня», «смотрите на обороте») it stays a command.
 */
function isDiscourse(tokens: readonly Token[], i: number, context: ImperativeContext): boolean {
  const here = tokens[i];
  const before = neighbour(tokens, i, -1);
  const next = neighbour(tokens, i, 1);
  if (!here) return false;
  // «Вы слушайте», «внимательно слушайте»: something of its own stands before it.
  const opens = before === undefined || before.part !== here.part || context.openers.has(before.norm);
  if (!opens) return false;
  if (!next) return before !== undefined;
  if (next.part !== here.part) return true;
  if (context.openers.has(next.norm) || context.statementStarts.has(next.norm)) return true;
  const readings = context.morphology.readings(next.norm).filter(({ known }) => known);
  if (!readings.some(({ tags }) => tags.has('nomn'))) return false;
  for (let distance = 2; distance <= 4; distance += 1) {
    const word = neighbour(tokens, i, distance);
    if (!word || word.part !== here.part) return false;
    if (context.verb(word.norm).predicate) return true;
  }
  return false;
}

function excuseAllowed(tokens: readonly Token[], commands: Command[], { allowed }: ImperativeContext): void {
  if (commands.every((command) => command.excuse !== undefined)) return;
  const phrases = matchPhrases(allowed, tokens);
  for (const command of commands) {
    if (phrases.some(({ from, to }) => from <= command.verb && command.verb <= to))
      command.excuse ??= 'устойчивая вежливая фраза';
  }
}

/**
 * With punctuation a softener covers its whole clause. Without it the softener belongs to the nearest command within
 * reach, and to those joined to it by «и».
 */
function excuseSoftened(tokens: readonly Token[], commands: Command[], context: ImperativeContext): void {
  const open = new Map(commands.filter(({ excuse }) => excuse === undefined).map((command) => [command.verb, command]));
  if (open.size === 0) return;
  const softeners = matchPhrases(context.softeners, tokens);
  // «Будьте добры» is an imperative itself: it commands nothing and takes no softener.
  for (const { from, to } of softeners) {
    for (let i = from; i <= to; i += 1) {
      const command = open.get(i);
      if (command) command.excuse = 'формула вежливости';
      open.delete(i);
    }
  }
  const softClauses = new Set<number>();
  for (const { from, to } of softeners) {
    const soft = tokens[from];
    // «Пишите так: «прошу пересчитать»»: the words of the application soften nothing.
    if (soft?.quoted) continue;
    if (soft?.tidy) softClauses.add(soft.clause);
    else if (soft) excuseNearest(tokens, open, from, to, context);
  }
  for (const command of open.values()) {
    if (softClauses.has(tokens[command.verb]?.clause ?? -1)) command.excuse ??= softened;
  }
}

const softened = 'смягчено в том же предложении';

function excuseNearest(
  tokens: readonly Token[],
  open: ReadonlyMap<number, Command>,
  from: number,
  to: number,
  context: ImperativeContext,
): void {
  const clause = tokens[from]?.clause;
  const inClause = (verb: number) => (tokens[verb]?.clause === clause ? open.get(verb) : undefined);
  let between = false;
  for (let distance = 1; distance <= reach.far; distance += 1) {
    // «Подскажите ваш адрес и номер лицевого счёта пожалуйста»: a long object, no other verb in between.
    const far = distance <= reach.after || !between;
    const nearest =
      (far ? inClause(from - distance) : undefined) ?? (distance <= reach.before ? inClause(to + distance) : undefined);
    between ||= context.verb(tokens[from - distance]?.norm ?? '').predicate;
    if (!nearest) continue;
    nearest.excuse ??= softened;
    // «Поставьте галочку и нажмите кнопку пожалуйста»: what the softened command is joined to is softened with it.
    for (
      let verb = nearest.verb - 1;
      isJoined(tokens, nearest.verb) && verb >= nearest.verb - farthestJoin;
      verb -= 1
    ) {
      const other = inClause(verb);
      if (other) {
        other.excuse ??= softened;
        break;
      }
    }
    for (let verb = nearest.verb + 1; verb <= nearest.verb + farthestJoin; verb += 1) {
      const other = inClause(verb);
      if (other && isJoined(tokens, verb)) other.excuse ??= softened;
    }
    return;
  }
}

/** How far a second command may stand from the softened one it is joined to, words. */
const farthestJoin = 8;

function isJoined(tokens: readonly Token[], verb: number): boolean {
  const before = tokens[verb - 1]?.norm ?? '';
  return before === 'и' || before === 'или' || (before === 'не' && tokens[verb - 2]?.norm === 'и');
}
