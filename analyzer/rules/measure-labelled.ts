/** Precision and recall of the rules on labelled utterances: what a trainer's own set says of a change. */
import { z } from 'zod';
import type { Call } from '../domain/call.ts';
import { ruleNameSchema } from '../domain/finding.ts';
import { tokenizeCall } from '../language/tokens.ts';
import { findBrokenRules } from './find-broken-rules.ts';
import type { Rulebook } from './rulebook.ts';

/** One labelled utterance; `hits` are [rule, words as they stand in the text, 'optional' when either answer is right]. */
export const labelledSchema = z.object({
  id: z.string().min(1),
  speaker: z.enum(['operator', 'client', 'specialist']),
  position: z.enum(['opening', 'middle', 'closing']).default('middle'),
  direction: z.enum(['incoming', 'outgoing']).default('incoming'),
  /** What the client said before. */
  before: z.string().default(''),
  text: z.string().min(1),
  hits: z.array(z.tuple([ruleNameSchema, z.string()], z.string())),
});
export type Labelled = z.infer<typeof labelledSchema>;

export interface RuleTally {
  rule: string;
  right: number;
  falseCount: number;
  missed: number;
  /** Findings without a label that are not certain: shown to a person, counted against nobody. */
  doubtful: number;
}

export interface LabelledMeasure {
  /** One row a rule that the labels name, in their order of appearance. */
  rules: RuleTally[];
  errors: { kind: 'missed' | 'false' | 'doubtful'; rule: string; words: string; id: string; text: string }[];
}

/**
 * Judges every utterance inside a small call and compares it with its labels. Findings of rules that no label of the whole
 * set names are not counted.
 */
export function measureLabelled(items: readonly Labelled[], rulebook: Rulebook): LabelledMeasure {
  const rules = new Map<string, RuleTally>();
  for (const [rule] of items.flatMap(({ hits }) => hits))
    rules.set(rule, { rule, right: 0, falseCount: 0, missed: 0, doubtful: 0 });
  const errors: LabelledMeasure['errors'] = [];
  for (const item of items) {
    const call = callAround(item);
    const left = findBrokenRules(call, tokenizeCall(call, rulebook.aliases), rulebook).filter(
      ({ segment, rule }) => segment === call.segments.length - 1 && rules.has(rule),
    );
    for (const [rule, words, flag] of item.hits) {
      const at = left.findIndex((finding) => finding.rule === rule && shareWord(finding.text, words));
      if (at >= 0) left.splice(at, 1);
      const tally = rules.get(rule);
      if (!tally || flag === 'optional') continue;
      if (at >= 0) tally.right += 1;
      else {
        tally.missed += 1;
        errors.push({ kind: 'missed', rule, words, id: item.id, text: item.text });
      }
    }
    for (const { rule, text, certain } of left) {
      const tally = rules.get(rule);
      if (tally) tally[certain ? 'falseCount' : 'doubtful'] += 1;
      errors.push({ kind: certain ? 'false' : 'doubtful', rule, words: text, id: item.id, text: item.text });
    }
  }
  return { rules: [...rules.values()], errors };
}

/** Precision and recall of one row or of all rows together; 1 where there was nothing to find or to label. */
export function ratesOf(tallies: readonly RuleTally[]): { precision: number; recall: number } {
  const sum = (key: 'right' | 'falseCount' | 'missed') => tallies.reduce((total, tally) => total + tally[key], 0);
  const [right, falseCount, missed] = [sum('right'), sum('falseCount'), sum('missed')];
  return {
    precision: right + falseCount === 0 ? 1 : right / (right + falseCount),
    recall: right + missed === 0 ? 1 : right / (right + missed),
  };
}

/** The utterance as the last one of a call; an opening stands first, or after the client's own first words. */
function callAround(item: Labelled): Pick<Call, 'segments' | 'direction'> {
  const lines: [Labelled['speaker'], string][] = [];
  if (item.position !== 'opening') {
    lines.push(['operator', 'Расчётный центр, Марина, здравствуйте! Чем могу Вам помочь?']);
    lines.push(['client', 'Здравствуйте, я по квитанции звоню.']);
  }
  if (item.before !== '') lines.push(['client', item.before]);
  lines.push([item.speaker, item.text]);
  let time = 0.5;
  const segments = lines.map(([speaker, text]) => {
    const start = time;
    const end = start + Math.max(0.6, text.split(' ').length / 2.5);
    time = end + 0.5;
    return { speaker, start, end, text };
  });
  return { direction: item.direction, segments };
}

/** True when the two texts have a word in common; letter case, ё/е and punctuation do not matter. */
export function shareWord(a: string, b: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .replace(/ё/g, 'е')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  const other = new Set(words(b));
  return words(a).some((word) => other.has(word));
}
