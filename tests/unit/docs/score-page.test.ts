/** The worked example of docs/how-a-score-is-computed.md is what the program computes; the map names every line of the scorecard. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../analyzer/domain/criterion.ts';
import { ruleNames } from '../../../analyzer/domain/finding.ts';
import { shareOf } from '../../../analyzer/scoring/ranges.ts';
import { scorecardEntries } from '../../../analyzer/scoring/weigh.ts';
import { loadScorecard } from '../../../lexicons/index.ts';
import { judged } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const page = read('how-a-score-is-computed.md');
const number = (text: string | undefined) => Number((text ?? '').trim().replace(',', '.'));
const words: Record<string, Outcome> = { выполнен: 'passed', 'не выполнен': 'failed', 'под вопросом': 'not_sure' };

const script = /```text\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const metadata = { company_in_ivr: false, recording_notice_in_ivr: true, queue_seconds: 180 };
const rows = [...page.matchAll(/^\| `([a-z_.]+)` \| (\d+) \| ([а-я ]+) \| ([\d,]+) \|/gm)].map(
  ([, id, weight, outcome, earned]) => ({
    id,
    weight: number(weight),
    outcome: words[outcome ?? ''],
    earned: number(earned),
  }),
);

describe('how a score is computed', () => {
  const scored = judged(spokenCall(script, metadata));
  it('every line of the example that applies', () => {
    const applicable = scored.criteria.filter(({ outcome }) => outcome !== 'not_applicable');
    expect(rows).toEqual(applicable.map(({ id, weight, outcome, earned }) => ({ id, weight, outcome, earned })));
  });
  it('the sums, the quality and the score', () => {
    const counted = rows.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
    const possible = counted.reduce((sum, { weight }) => sum + weight, 0);
    const earned = counted.reduce((sum, row) => sum + row.earned, 0);
    const [, said, of, quality, compliance, score] =
      /Набрано ([\d,]+) из (\d+) баллов, качество ([\d,]+)\.[^:]*: соблюдение (\d+), оценка ([\d,]+)\./.exec(page) ??
      [];
    expect([earned, possible]).toEqual([number(said), number(of)]);
    expect(number(quality)).toBe(Math.round((1000 * earned) / possible) / 10);
    expect([scored.quality, scored.compliance, scored.score]).toEqual([
      number(quality),
      number(compliance),
      number(score),
    ]);
  });
  it('a rude word in it', () => {
    const rude = judged(spokenCall(script.replace('Банк передаёт', 'Хрен его знает, банк передаёт'), metadata));
    expect(rude).toMatchObject({ score: 0, compliance: 0, fatal: ['speech.rude'] });
    expect(rude.quality).toBeGreaterThan(70);
  });
  it('the points of 25–45 s', () => {
    expect([25, 35, 45, 46].map((seconds) => 3 * (shareOf(seconds, { good: 25, acceptable: 45 }) ?? 0))).toEqual([
      3, 2.25, 1.5, 0,
    ]);
  });
});

describe('the map of the standard', () => {
  const map = read('standard-map.md');
  it.each(scorecardEntries(loadScorecard()).map(({ id }) => id))('names the criterion %s', (id) => {
    expect(map).toContain(`\`${id}\``);
  });
  it.each(ruleNames)('names the rule %s', (rule) => {
    expect(map).toContain(`\`${rule}\``);
  });
});
