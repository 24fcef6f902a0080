/** Statements spelled like commands: «Вы говорите, что…», «если оплатите», «когда Вы обратитесь». */
import type { Token } from '../language/tokens.ts';
import { neighbour } from './clause.ts';
import type { VerbForm, VerbReader } from './verb-form.ts';

interface IndicativeContext {
  verb: VerbReader;
  subordinators: ReadonlySet<string>;
  outcomes: ReadonlySet<string>;
}

/** How far to the left a subject or a conjunction is looked for, words. */
const farthest = 10;
/** «Вы напишите» for «Вы напишете»: the pronoun must stand close to a form that is only a command. */
const closePronoun = 3;
const correlatives = new Set(['так', 'там', 'туда', 'тогда', 'тот', 'тому', 'того', 'столько', 'такой', 'таким']);
/** «Рано звоните», «зря платите»: what judges an action stands before a statement, never before a command. */
const judgements = new Set([
  'рано',
  'рановато',
  'поздно',
  'поздновато',
  'зря',
  'напрасно',
  'недавно',
  'неправильно',
  'неверно',
]);
/** «Платите исправно», «считаете неверно», «вводите не тот номер»: said after the verb it judges what is done already. */
const verdicts = new Set(['неправильно', 'неверно', 'исправно', 'напрасно', 'зря', 'впустую']);
const faults = new Set([
  ...['всегда', 'вовремя', 'туда', 'так', 'то', 'тот', 'ту', 'те', 'той', 'тем', 'полностью', 'целиком'],
  ...['правильно', 'верно', 'регулярно', 'каждый', 'впервые', 'первый'],
]);
/** «Не тому сотруднику», «не по адресу», «не в том разделе», «не в срок». */
const faultObjects = new Set(['тот', 'ту', 'той', 'том', 'тому', 'те', 'тех', 'адресу', 'срок', 'время', 'полном']);
/** «Не пропустите срок»: a warning, the only command that a negated verb of one act gives. */
const warnings = new Set(['пропустить', 'уронить', 'повредить', 'допустить', 'спутать', 'простудить', 'упустить']);
const joins = new Set(['и', 'или', 'либо', 'да', 'а', 'затем', 'потом']);

/** Whether the form at `i` states what the client does or will do. */
export function isIndicative(tokens: readonly Token[], i: number, verb: VerbForm, context: IndicativeContext): boolean {
  const token = tokens[i];
  if (!token) return false;
  if (verb.ambiguous) {
    if (neighbour(tokens, i, 1)?.norm === 'вы') return true;
    if (neighbour(tokens, i, 1)?.norm === 'ли') return true;
    if (token.question && token.tidy) return true;
    if (judgements.has(neighbour(tokens, i, -1)?.norm ?? '')) return true;
    if (isJudgedAfter(tokens, i) || isCause(tokens, i) || isOmission(tokens, i, verb)) return true;
    if (isCorrelative(tokens, i) || isJoinedToStatement(tokens, i, context)) return true;
    const opens = neighbour(tokens, i, -1)?.part !== token.part;
    if (!opens && verb.lemmas.some((lemma) => context.outcomes.has(lemma))) return true;
  }
  return hasSubject(tokens, i, verb, context);
}

/** «Считаете неверно», «вводите не тот номер», «звоните не по адресу», «звоните во второй раз». */
function isJudgedAfter(tokens: readonly Token[], i: number): boolean {
  const word = (distance: number): string => {
    const token = neighbour(tokens, i, distance);
    return token !== undefined && token.part === tokens[i]?.part ? token.norm : '';
  };
  if (verdicts.has(word(1))) return true;
  if (word(1) !== 'не') return word(3) === 'раз' && /^(?:во|в)$/.test(word(1)) && word(2) !== 'следующий';
  return faults.has(word(2)) || (/^(?:по|в|во|на|с|к|за)$/.test(word(2)) && faultObjects.has(word(3)));
}

/** «Платите вовремя, поэтому пеней нет», «платите через раз, отсюда и пени»: a cause, its consequence follows. */
function isCause(tokens: readonly Token[], i: number): boolean {
  for (let distance = 1; distance <= joinedReach.verb; distance += 1) {
    const token = neighbour(tokens, i, distance);
    if (token?.norm === 'поэтому') return true;
    if (token?.norm === 'отсюда' && neighbour(tokens, i, distance + 1)?.norm === 'и') return true;
    if (!token) return false;
  }
  return false;
}

/** «Не оплатите, начислят пени»: a command not to do is given with the verb of a lasting act («не платите»). */
function isOmission(tokens: readonly Token[], i: number, { perfective, lemmas }: VerbForm): boolean {
  return perfective && neighbour(tokens, i, -1)?.norm === 'не' && !lemmas.some((lemma) => warnings.has(lemma));
}

/** «Как удобнее, так и оплатите», «где удобнее, там и получите»: the second half of a pair states. */
function isCorrelative(tokens: readonly Token[], i: number): boolean {
  return neighbour(tokens, i, -1)?.norm === 'и' && correlatives.has(neighbour(tokens, i, -2)?.norm ?? '');
}

/** How far to the right the second half of «хлеба купите и на обратном пути зайдёте» is looked for, words. */
const joinedReach = { and: 5, verb: 5 };

/** A form joined by «и» to one that only states. */
function isJoinedToStatement(tokens: readonly Token[], i: number, { verb }: IndicativeContext): boolean {
  for (let and = 1; and <= joinedReach.and; and += 1) {
    const word = neighbour(tokens, i, and);
    if (!word) return false;
    if (word.norm !== 'и') continue;
    for (let distance = and + 1; distance <= and + joinedReach.verb; distance += 1) {
      const form = verb(neighbour(tokens, i, distance)?.norm ?? '');
      if (form.predicate) return form.ambiguous && form.command === null;
    }
    return false;
  }
  return false;
}

/**
 * Looks to the left for «вы» or a conjunction that governs the verb. Another predicate on the way ends their reach, unless
 * the verb is joined to it («вы зайдёте и увидите»); so does a comma, unless it closes a short insertion («Вы, конечно, …»).
 */
function hasSubject(tokens: readonly Token[], i: number, verb: VerbForm, context: IndicativeContext): boolean {
  const here = tokens[i];
  const negated = neighbour(tokens, i, -1)?.norm === 'не';
  const joined = joins.has(neighbour(tokens, i, negated ? -2 : -1)?.norm ?? '');
  let crossed = 0;
  let inInsertion = false;
  for (let distance = 1; distance <= farthest; distance += 1) {
    const token = neighbour(tokens, i, -distance);
    if (!token || !here) return false;
    const right = neighbour(tokens, i, -distance + 1);
    if (right && token.part !== right.part) {
      crossed += 1;
      inInsertion = true;
      // One comma may close an insertion, the second opens it: «Вы, как собственник, обратитесь».
      if (crossed > 2) return false;
    }
    if (token.norm === 'вы') {
      if (crossed === 1) return false;
      return verb.ambiguous || distance <= closePronoun;
    }
    if (verb.ambiguous && crossed !== 1 && governs(tokens, i - distance, context)) return true;
    if (verb.ambiguous && crossed === 1 && inInsertion && distance > 4 && !joined) return false;
    if (context.verb(token.norm).predicate && !joined) return false;
  }
  return false;
}

/** Whether the word opens a subordinate clause; «раз» only at its start («ещё раз» does not). */
function governs(tokens: readonly Token[], i: number, { subordinators }: IndicativeContext): boolean {
  const token = tokens[i];
  if (!token || !subordinators.has(token.norm)) return false;
  if (token.norm !== 'раз' && token.norm !== 'пока') return true;
  const before = neighbour(tokens, i, -1);
  return before === undefined || before.part !== token.part || /^(?:и|а|но|ну)$/.test(before.norm);
}
