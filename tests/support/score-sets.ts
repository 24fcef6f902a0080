/** Scoring against the labelled sets of ../shared/eval; nothing of them is kept in the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Call } from '../../analyzer/domain/call.ts';
import type { Finding } from '../../analyzer/domain/finding.ts';
import { shareWord } from '../../analyzer/rules/measure-labelled.ts';

const folder = fileURLToPath(new URL('../../../shared/eval/', import.meta.url));
export const setsMissing = !existsSync(folder);
/** Shown in the name of a skipped suite. */
export const missingNote = setsMissing ? ` (пропущено: нет папки ${folder})` : '';

/** The rules that the sets label; findings of other rules are not judged by them. */
const labelledRules: ReadonlySet<string> = new Set([
  'diminutive',
  'filler',
  'irritant',
  'imperative',
  'banned_opener',
  'informal_you',
  'ask_repeat',
]);

export interface Utterance {
  id: string;
  speaker: 'operator' | 'client';
  position: string;
  direction: 'incoming' | 'outgoing';
  before: string;
  text: string;
  hits: [rule: string, text: string, flag?: string][];
}
export interface GoldCall extends Call {
  gold: { violations: [rule: string, text: string, segment: number][] };
}

export function readLines(file: string): string[] {
  return readFileSync(`${folder}${file}`, 'utf8').split('\n').filter(Boolean);
}
export const readUtterances = () => readLines('dev_utterances.jsonl').map((line) => JSON.parse(line) as Utterance);
export const readCalls = () => readLines('dev_calls.jsonl').map((line) => JSON.parse(line) as GoldCall);

/** Counts of right, false and missed findings, and a line for each error. */
export class Tally {
  right = 0;
  falseCount = 0;
  missed = 0;
  readonly errors: string[] = [];

  get precision(): number {
    return this.right + this.falseCount === 0 ? 1 : this.right / (this.right + this.falseCount);
  }
  get recall(): number {
    return this.right + this.missed === 0 ? 1 : this.right / (this.right + this.missed);
  }
  /** Prints the figures and every error, so that a run shows what to look at. */
  print(title: string): void {
    const figures = `precision ${this.precision.toFixed(3)} recall ${this.recall.toFixed(3)}`;
    console.log([`${title}: ${figures}`, ...this.errors].join('\n  '));
  }
  /** Greedy one-to-one match of findings and labels that share a rule and a word, as the scorer of the sets does it. */
  add(gold: { rule: string; text: string; optional?: boolean }[], found: readonly Finding[], where: string): void {
    const left = found.filter(({ rule }) => labelledRules.has(rule));
    for (const label of gold) {
      const at = left.findIndex(({ rule, text }) => rule === label.rule && shareWord(text, label.text));
      if (at >= 0) left.splice(at, 1);
      if (label.optional) continue;
      if (at >= 0) this.right += 1;
      else {
        this.missed += 1;
        this.errors.push(`MISSED ${label.rule} «${label.text}» in ${where}`);
      }
    }
    for (const extra of left) {
      this.falseCount += 1;
      this.errors.push(`FALSE ${extra.rule} «${extra.text}» in ${where}`);
    }
  }
}
