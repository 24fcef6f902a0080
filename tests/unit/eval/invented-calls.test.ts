/** Calls of our own with gold outcomes, as written and as a recogniser writes them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Call } from '../../../analyzer/domain/call.ts';
import type { Outcome } from '../../../analyzer/domain/criterion.ts';
import { judged } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const ids = z.array(z.string()).default([]);
const fixtureSchema = z.array(
  z.strictObject({
    id: z.string(),
    direction: z.enum(['incoming', 'outgoing']).default('incoming'),
    started_at: z.string().optional(),
    operator: z.string().optional(),
    script: z.string(),
    passed: ids,
    failed: ids,
    waived: ids,
    open: ids,
    interruptions: z.number().default(0),
    dead_air: z.number().default(0),
  }),
);
type Fixture = z.infer<typeof fixtureSchema>[number];
const fixtures = fixtureSchema.parse(
  parse(readFileSync(new URL('../../fixtures/calls-course.yaml', import.meta.url), 'utf8')),
);

/** Outcomes of a model call; what the fixture names replaces them. */
const model: Record<string, Outcome> = {
  'opener.banned': 'passed',
  'greeting.company': 'passed',
  'greeting.name': 'passed',
  'greeting.salutation': 'passed',
  'greeting.time_of_day': 'passed',
  'greeting.offer': 'passed',
  account_check: 'not_applicable',
  'dictation.check': 'not_applicable',
  'refusal.alternative': 'not_applicable',
  'callback.promise': 'not_applicable',
  'transfer.announced': 'not_applicable',
  'transfer.no_redirect': 'not_applicable',
  understanding_check: 'passed',
  'conflict.empathy': 'not_applicable',
  'conflict.no_argument': 'not_applicable',
  'termination.notice': 'not_applicable',
  'closing.thanks': 'passed',
  'closing.farewell': 'passed',
  'time.search_hold': 'not_applicable',
  'time.connect': 'not_applicable',
  'time.information': 'passed',
};
/** «Not broken» and «not applicable» say the same of these, as in the labelled set. */
const faultsOnly = new Set([
  'opener.banned',
  'transfer.no_redirect',
  'conflict.no_argument',
  'time.search_hold',
  'time.connect',
  'time.information',
]);

function expectedOf({ passed, failed, waived, open }: Fixture): Record<string, Outcome> {
  const named = [
    ...passed.map((id): [string, Outcome] => [id, 'passed']),
    ...failed.map((id): [string, Outcome] => [id, 'failed']),
    ...waived.map((id): [string, Outcome] => [id, 'not_applicable']),
  ];
  const expected = { ...model, ...Object.fromEntries(named) };
  return Object.fromEntries(Object.entries(expected).filter(([id]) => !open.includes(id)));
}

/** Differences of the judgement from the gold, one line each; `right` counts what agrees. */
function compare(fixture: Fixture, spell: (call: Call) => Call): { right: number; wrong: string[] } {
  const { id, direction, started_at, operator } = fixture;
  const call = spokenCall(fixture.script, {
    id,
    direction,
    company_in_ivr: false,
    ...(started_at ? { started_at } : {}),
    ...(operator ? { operator: { name: operator } } : {}),
  });
  const scored = judged(spell(call));
  const plain = (criterion: string, outcome: Outcome | undefined) =>
    faultsOnly.has(criterion) && outcome === 'not_applicable' ? 'passed' : outcome;
  const checks: [string, unknown, unknown][] = Object.entries(expectedOf(fixture)).map(([criterion, outcome]) => [
    criterion,
    plain(criterion, outcome),
    plain(criterion, scored.criteria.find((candidate) => candidate.id === criterion)?.outcome),
  ]);
  checks.push(['interruptions', fixture.interruptions, scored.measures.interruptions]);
  checks.push(['dead air', fixture.dead_air, scored.measures.dead_air_over_20s]);
  const wrong = checks
    .filter(([, want, got]) => want !== got)
    .map(([what, want, got]) => {
      const reason = scored.criteria.find((candidate) => candidate.id === what)?.reason ?? '';
      return `${id}: ${what} should be ${want}, is ${got} (${reason})`;
    });
  return { right: checks.length - wrong.length, wrong };
}

/** As a recogniser without punctuation writes it. */
const unpunctuated = (call: Call): Call => ({
  ...call,
  segments: call.segments.map((segment) => ({
    ...segment,
    text: segment.text
      .toLowerCase()
      .replace(/ё/g, 'е')
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replace(/\s-+\s|\s+/g, ' ')
      .trim(),
  })),
});

describe('invented calls', () => {
  it.each(fixtures.map((fixture): [string, Fixture] => [fixture.id, fixture]))('%s', (_, fixture) => {
    expect(compare(fixture, (call) => call).wrong).toEqual([]);
  });
  it('without punctuation at least 98 % stay right', () => {
    const results = fixtures.map((fixture) => compare(fixture, unpunctuated));
    const wrong = results.flatMap((result) => result.wrong);
    const right = results.reduce((sum, result) => sum + result.right, 0);
    console.log([`without punctuation: ${right} of ${right + wrong.length}`, ...wrong].join('\n  '));
    expect(right / (right + wrong.length)).toBeGreaterThanOrEqual(0.98);
  });
});
