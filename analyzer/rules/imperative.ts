/** Rule «imperative» (5.6.3): commands to the client, with what softens them and what only looks like them. */
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
  /** Words that take «пожалуйста» for themselves: «минуту, пожалуйста». */
  pauses: ReadonlySet<string>;
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
const reach = { before: 4, after: 6 };

/** Every command in the tokens, with the excuse of those that are allowed. */
export function findCommands(tokens: readonly Token[], context: ImperativeContext): Command[] {
  const commands: Command[] = [];
  tokens.forEach((token, i) => {
    const verb = context.verb(token.norm);
    if (verb.command === null || token.quoted) return;
    const negated = neighbour(tokens, i, -1)?.norm === 'не';
    if (verb.ambiguous && isIndicative(tokens, i, verb, context)) return;
    if (!verb.ambiguous && verb.command === 'plural' && isIndicative(tokens, i, verb, context)) return;
    const excuse = courtesyOf(tokens, i, verb, negated, context);
    commands.push({
      from: negated ? i - 1 : i,
      to: i,
      verb: i,
      singular: verb.command === 'singular',
      ...(excuse === undefined ? {} : { excuse }),
    });
  });
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
  const open = commands.filter((command) => command.excuse === undefined);
  if (open.length === 0) return;
  const excuse = 'смягчено в том же предложении';
  for (const soft of matchPhrases(context.softeners, tokens)) {
    const clause = tokens[soft.from]?.clause;
    const here = commands.filter((command) => tokens[command.verb]?.clause === clause);
    const owner = context.pauses.has(tokens[soft.from - 1]?.norm ?? '') && tokens[soft.from - 1]?.clause === clause;
    if (tokens[soft.from]?.tidy) {
      const afterPause = (command: Command) => owner && command.verb > soft.to;
      for (const command of here) if (!afterPause(command)) command.excuse ??= excuse;
      continue;
    }
    const distance = ({ verb }: Command) => (verb < soft.from ? soft.from - verb : verb - soft.to);
    const near = here.filter((command) => distance(command) <= (command.verb < soft.from ? reach.after : reach.before));
    const nearest = near.sort((a, b) => distance(a) - distance(b) || a.verb - b.verb)[0];
    if (!nearest || (owner && nearest.verb > soft.to)) continue;
    nearest.excuse ??= excuse;
    for (const other of here) {
      if (other.verb > nearest.verb && isJoined(tokens, nearest.verb, other.verb)) other.excuse ??= excuse;
    }
  }
}

function isJoined(tokens: readonly Token[], first: number, second: number): boolean {
  if (second - first > 8) return false;
  const before = tokens[second - 1]?.norm ?? '';
  return before === 'и' || before === 'или' || (before === 'не' && tokens[second - 2]?.norm === 'и');
}
