/** What people agreed on of a call, held against a judge: criteria right, wrong, and those that hidden words leave untestable. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallMetadata, Segment } from '../../../analyzer/domain/call.ts';
import type { Outcome } from '../../../analyzer/domain/criterion.ts';
import { type Judge, judgeCall, loadJudge } from '../../../analyzer/scoring/judge-call.ts';
import { goldCall, readGold, testCriteria } from '../../../analyzer/trust/gold-call.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await loadJudge();
});

const segments: Segment[] = [
  { speaker: 'operator', start: 0, end: 4, text: 'Расчётный центр, Марина. Добрый день!' },
  { speaker: 'client', start: 4, end: 8, text: 'Здравствуйте. Дошёл ли мой платёж?' },
  { speaker: 'operator', start: 8, end: 11, text: 'Секундочку, я посмотрю.' },
];
const metadata: CallMetadata = { direction: 'incoming', client: { phone: '+79990000000', name: 'Иван' } };
const id = '2d5d1c1e-32a5-4a4e-9a35-0f4b0d4c0e01';

/** The call as it was judged, with other outcomes where the words were not yet hidden. */
function stored(before: Record<string, Outcome> = {}) {
  const made = judgeCall({ ...metadata, id, segments }, null, judge);
  const criteria = made.criteria.map((one) => ({ ...one, outcome: before[one.id] ?? one.outcome }));
  const kept = { run: 1, analysisId: id, transcriptId: id, segments, sound: null, dropped: [] };
  return { ...made, ...kept, criteria, engine: { name: 'ready', model: '' } };
}
const answer = (criteria: Record<string, Outcome>) => ({
  criteria,
  marks: [{ segment: 2, rule: 'diminutive' as const, quote: 'Секундочку' }],
});
const kept = (criteria: Record<string, Outcome>, before: Record<string, Outcome> = {}) =>
  goldCall(id, metadata, stored(before), answer(criteria), judge);

describe('a gold call', () => {
  it('keeps utterances, outcomes and the call without its client', () => {
    const gold = kept({ 'greeting.name': 'passed', 'speech.diminutive': 'failed', 'closing.thanks': 'not_sure' });
    expect(gold.utterances.map(({ hits }) => hits)).toEqual([[], [['diminutive', 'Секундочку']]]);
    expect(gold.criteria).toEqual({ 'greeting.name': 'passed', 'speech.diminutive': 'failed' });
    expect(gold.call).toMatchObject({ id, direction: 'incoming' });
    expect(JSON.stringify(gold)).not.toMatch(/79990000000|Иван/);
    expect(readGold(JSON.stringify(gold))).toEqual(gold);
  });

  it('leaves out what the kept words judge otherwise than the call was judged', () => {
    const gold = kept({ 'greeting.name': 'passed', 'speech.diminutive': 'failed' }, { 'greeting.name': 'failed' });
    expect(gold.criteria).toEqual({ 'speech.diminutive': 'failed' });
  });

  it('of an earlier program has utterances alone', () => {
    const { utterances } = kept({});
    const old = readGold(JSON.stringify(utterances));
    expect(old).toEqual({ utterances, call: null, sound: null, criteria: {} });
    expect(testCriteria([old], judge)).toEqual([]);
  });
});

describe('criteria held against a judge', () => {
  it('are right where the judge agrees with the people, and told with the cause where not', () => {
    const gold = kept({ 'greeting.name': 'passed', 'speech.diminutive': 'passed' });
    expect(testCriteria([gold], judge)).toEqual([
      { callId: id, criterion: 'greeting.name', agreed: 'passed', judged: 'passed', reason: expect.any(String) },
      { callId: id, criterion: 'speech.diminutive', agreed: 'passed', judged: 'failed', reason: expect.any(String) },
    ]);
  });

  it('follow a change of the words', () => {
    const gold = kept({ 'speech.diminutive': 'failed' });
    const clean = gold.call?.segments.map((one) => ({ ...one, text: one.text.replace('Секундочку', 'Минуту') })) ?? [];
    const [tested] = testCriteria([{ ...gold, call: gold.call && { ...gold.call, segments: clean } }], judge);
    expect(tested?.judged).toBe('passed');
  });
});
