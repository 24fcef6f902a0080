/** Numbers of people in a dialogue: told by their length, the words beside them, the question before them and by being repeated. */
import { hasReading, type Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { passesLuhn } from './card-check.ts';
import type { Asked, Turn } from './dialogue.ts';
import { type Cue, cueAfter, cueBefore, type NumberKind } from './number-cues.ts';
import { findNumberRuns, type NumberRun } from './number-runs.ts';

export interface FoundNumber {
  kind: NumberKind;
  from: number;
  to: number;
}

const askable = ['account', 'phone', 'card', 'passport', 'snils', 'inn'] as const;
/** Fewest digits that a cue in the same turn makes personal: «на счету двести» is no account number. */
const leastWithCue: Record<NumberKind, number> = {
  account: 5,
  phone: 5,
  card: 12,
  passport: 4,
  snils: 9,
  inn: 9,
  number: 9,
};
/** How many earlier numbers a repetition is looked for in. */
const remembered = 24;

/** @param taken marks tokens that are a part of something else (addresses, mail addresses, dates of birth) */
export function findNumbers(
  tokens: readonly Token[],
  turns: readonly Turn[],
  taken: Uint8Array,
  morphology: Morphology,
): FoundNumber[] {
  const isOrdinal = (norm: string): boolean =>
    hasReading(morphology.readings(norm), 'Anum') && !/^(?:один|одна|одно)$/.test(norm);
  const found: FoundNumber[] = [];
  const personal: { digits: string; kind: NumberKind; turn: number }[] = [];
  const companys: string[] = [];
  for (const [index, turn] of turns.entries()) {
    if (turn.machine) continue;
    let passportSeries = -20;
    for (const [from, to] of freeStretches(turn, taken)) {
      for (const run of findNumberRuns(tokens, from, to, isOrdinal)) {
        const recent = personal.filter((one) => index - one.turn <= 6);
        const near = cueBefore(tokens, run, turn.from);
        const cue = near?.cue ?? cueAfter(tokens, run, turn.to);
        let kind: NumberKind | null;
        if (turn.company) kind = kindSaidByCompany(tokens, run, turn, cue, near?.distance ?? 99, recent);
        else
          kind = companys.some((own) => own.includes(run.digits) && run.digits.length >= 4)
            ? null
            : kindSaidByClient(tokens, run, turn, cue, near?.distance ?? 99, recent);
        // «Серия … номер …»: the second half stands right behind the first.
        if (kind === null && cue === 'passport' && run.from - passportSeries <= 4) kind = 'passport';
        if (kind === 'passport') passportSeries = run.to;
        if (kind !== null) {
          // «Плюс семь …»
          const plus = run.from > turn.from && tokens[run.from - 1]?.norm === 'плюс' ? 1 : 0;
          found.push({ kind, from: run.from - plus, to: run.to });
          const last = personal.at(-1);
          if (last && last.kind === kind && index - last.turn <= 2 && !turn.company) {
            last.digits += run.digits;
            last.turn = index;
          } else personal.push({ digits: run.digits, kind, turn: index });
          if (personal.length > remembered) personal.shift();
        } else if (turn.company && run.digits.length >= 4) {
          companys.push(run.digits);
          if (companys.length > remembered) companys.shift();
        }
      }
    }
  }
  return found;
}

function kindSaidByClient(
  tokens: readonly Token[],
  run: NumberRun,
  turn: Turn,
  cue: Cue | null,
  distance: number,
  recent: readonly { digits: string; kind: NumberKind }[],
): NumberKind | null {
  const length = run.digits.length;
  const shape = shapeOf(run);
  if (shape === 'card') return 'card';
  if (cue === 'code') return length >= 3 && length <= 8 ? 'card' : null;
  if (cue === 'card' && (length === 3 || length === 4) && endsCard(tokens, run, turn)) return 'card';
  if (cue === 'other') return shape === 'mobile' ? 'phone' : null;
  const asked = askedKind(turn.asked, length, shape);
  if (cue === 'number' && shape !== null) return 'phone';
  if (cue !== null && fits(cue, run, distance, asked === cue, tokens)) return cue;
  if (shape !== null && (asked === null || length >= 10)) return 'phone';
  if (cue !== null && asked !== cue && cue !== 'card')
    return asked && length >= 3 ? (asked === 'account' && cue !== 'account' ? cue : asked) : null;
  if (asked !== null && isAnswer(tokens, run, turn)) return asked;
  const again = recent.find(({ digits }) => length >= 4 && digits.includes(run.digits));
  if (again) return again.kind;
  if (run.scaled) return null;
  return length >= leastWithCue.number && run.groups.length >= 3 && !counting(run)
    ? 'number'
    : length >= leastWithCue.number && run.groups.length < 3
      ? 'number'
      : null;
}

/** The company says personal numbers when it repeats them, or tells the client his own. */
function kindSaidByCompany(
  tokens: readonly Token[],
  run: NumberRun,
  turn: Turn,
  cue: Cue | null,
  distance: number,
  recent: readonly { digits: string; kind: NumberKind }[],
): NumberKind | null {
  const length = run.digits.length;
  const shape = shapeOf(run);
  if (shape === 'card' && cue !== 'other') return 'card';
  const again = recent.findLast(
    ({ digits }) =>
      digits === run.digits ||
      (length >= 3 && digits.includes(run.digits)) ||
      (length > digits.length && digits.length >= 4 && run.digits.includes(digits)),
  );
  if (again && (cue !== 'other' || length >= 5)) return again.kind;
  if (cue === 'other' || cue === 'code') return null;
  if (shape === 'mobile') return 'phone';
  const before = tokens.slice(Math.max(turn.from, run.from - 6), run.from).map(({ norm }) => norm);
  const yours = before.some((norm) => /^ваш/.test(norm));
  if (cue === 'account' && !run.scaled && length >= 5 && distance <= 4) return 'account';
  if (
    (cue === 'phone' || cue === 'snils' || cue === 'inn' || cue === 'passport' || cue === 'card') &&
    yours &&
    length >= (cue === 'card' ? 4 : leastWithCue[cue])
  )
    return cue;
  return null;
}

/** What the digits alone tell: a card by its check digit, a telephone by its first digits. */
function shapeOf({ digits, apart, scaled, groups }: NumberRun): 'card' | 'phone' | 'mobile' | null {
  for (const said of [digits, apart]) {
    if (said.length >= 15 && said.length <= 19 && !/^0/.test(said) && passesLuhn(said)) return 'card';
  }
  if (scaled) return null;
  for (const said of [digits, apart]) {
    if (/^[78]?9\d{9}$/.test(said)) return 'mobile';
    // «восемь восемьсот …» is a hot line.
    if (/^[78][3-8]\d{9}$/.test(said) && !/^[78]800/.test(said)) return 'phone';
  }
  // Without commas «триста сорок» may be 300 40: a mobile number heard too short.
  return /^[78]?9\d{7,8}$/.test(digits) && groups.length >= 4 ? 'mobile' : null;
}

function askedKind(
  asked: ReadonlySet<Asked>,
  length: number,
  shape: ReturnType<typeof shapeOf>,
): (typeof askable)[number] | null {
  // «Девятьсот четыре, ноль один, шестьсот семь» in answer to «номер счёта» is an account, whatever it looks like.
  if (asked.has('phone') && (shape === 'phone' || shape === 'mobile')) return 'phone';
  if (asked.has('card') && length >= 12) return 'card';
  return askable.find((kind) => asked.has(kind)) ?? null;
}

function fits(
  cue: Exclude<Cue, 'other' | 'code'>,
  run: NumberRun,
  distance: number,
  asked: boolean,
  tokens: readonly Token[],
): boolean {
  const { length } = run.digits;
  if (asked) return length >= 2;
  const named = tokens
    .slice(Math.max(0, run.from - 4), run.from)
    .some(({ norm }) => /^(?:номер|лицев(?:ой|ого)|лс)$/.test(norm));
  if (run.scaled) return (named || cue === 'card') && length >= leastWithCue[cue];
  if (cue === 'account' || cue === 'phone')
    return length >= leastWithCue[cue] || (length >= 4 && named && distance <= 2 && run.groups.length >= 2);
  return length >= leastWithCue[cue];
}

/** The number is the answer itself: long enough, or most of what was said. */
function isAnswer(tokens: readonly Token[], run: NumberRun, turn: Turn): boolean {
  const words = turn.to - turn.from;
  const own = run.to - run.from + 1;
  // «Сейчас, нашла, вот: сорок пять» – «Так» – «двенадцать ноль восемь»
  if (run.digits.length >= 5 || (run.digits.length >= 2 && run.to === turn.to - 1)) return true;
  return (
    own * 2 >= words ||
    (run.digits.length >= 3 && words <= 8) ||
    (run.digits.length >= 3 && tokens[run.from]?.segment !== tokens[turn.from]?.segment && own >= 2)
  );
}

const endsCard = (tokens: readonly Token[], run: NumberRun, turn: Turn): boolean =>
  turn.asked.has('card') ||
  tokens
    .slice(Math.max(turn.from, run.from - 8), run.from)
    .some(({ norm }) => /^(?:обратн\S+|заканчива\S+|последн\S+|оканчива\S+|кончается|цифр\S*|номер)$/.test(norm));

/** «Раз, два, три, четыре», «двадцать пять, двадцать шесть»: each number is one more than the last. */
function counting({ groups }: NumberRun): boolean {
  return groups.every((group, i) => i === 0 || Number(group) === Number(groups[i - 1]) + 1);
}

/** Stretches of a turn between what is taken already. */
function* freeStretches(turn: Turn, taken: Uint8Array): Generator<[number, number]> {
  let from = turn.from;
  for (let i = turn.from; i <= turn.to; i += 1) {
    if (i < turn.to && taken[i] === 0) continue;
    if (i > from) yield [from, i];
    from = i + 1;
  }
}
