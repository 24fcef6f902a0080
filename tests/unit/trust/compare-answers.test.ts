/** Calibration: agreement of raters over calls, the majority of the people, and what becomes gold. */
import { describe, expect, it } from 'vitest';
import type { CalibrationAnswer } from '../../../analyzer/domain/calibration.ts';
import type { Segment } from '../../../analyzer/domain/call.ts';
import { compareRaters, majorityOf } from '../../../analyzer/trust/compare-answers.ts';
import { goldUtterances, judgedSegments } from '../../../analyzer/trust/gold-utterances.ts';

const answer = (
  criteria: CalibrationAnswer['criteria'],
  ...marks: [number, CalibrationAnswer['marks'][number]['rule'], string][]
): CalibrationAnswer => ({ criteria, marks: marks.map(([segment, rule, quote]) => ({ segment, rule, quote })) });

const ann = answer({ a: 'passed', b: 'failed' }, [0, 'filler', 'ну'], [2, 'rude', 'хрен']);
const bob = answer({ a: 'passed', b: 'passed' }, [0, 'filler', 'Ну']);
const eva = answer({ a: 'failed', b: 'failed' }, [2, 'filler', 'вот']);
const machine = answer({ a: 'passed', b: 'not_sure' }, [2, 'rude', 'хрен']);
const call = {
  callId: 'c',
  judged: [0, 2],
  answers: new Map([
    ['ann', ann],
    ['bob', bob],
    ['eva', eva],
    ['machine', machine],
  ]),
};

describe('compareRaters', () => {
  it('counts criteria, and utterances by every rule that somebody marked', () => {
    const pairs = compareRaters(['ann', 'bob', 'machine'], [call]);
    expect(
      pairs.map(({ raters, criteria, findings }) => [raters.join('–'), criteria.raw, findings.n, findings.raw]),
    ).toEqual([
      // utterances 0 and 2 × filler and rude: they differ on the rude word only
      ['ann–bob', 0.5, 4, 0.75],
      ['ann–machine', 0.5, 4, 0.75],
      ['bob–machine', 0.5, 4, 0.5],
    ]);
  });

  it('leaves out calls that one of them has not answered', () => {
    const [pair] = compareRaters(['ann', 'nobody'], [call]);
    expect(pair).toMatchObject({ criteria: { n: 0, raw: null }, findings: { n: 0 } });
  });
});

describe('majorityOf', () => {
  it('takes what more than half of the people say, without the machine', () => {
    expect(majorityOf(call)).toEqual({
      criteria: { a: 'passed', b: 'failed' },
      marks: [{ segment: 0, rule: 'filler', quote: 'ну' }],
    });
  });
  it('says nothing where two people differ', () => {
    const two = new Map([
      ['ann', ann],
      ['bob', bob],
    ]);
    expect(majorityOf({ answers: two })).toEqual({
      criteria: { a: 'passed' },
      marks: [{ segment: 0, rule: 'filler', quote: 'ну' }],
    });
  });
});

describe('goldUtterances', () => {
  const segments: Segment[] = [
    { speaker: 'operator', start: 0, end: 1, text: 'Ну, слушаю.' },
    { speaker: 'client', start: 1, end: 2, text: 'Где счёт?' },
    { speaker: 'operator', start: 2, end: 3, text: 'Сейчас скажу.' },
    { speaker: 'operator', start: 3, end: 4, text: ' ' },
    { speaker: 'operator', start: 4, end: 5, text: 'До свидания.' },
  ];
  it('labels every utterance of the operator, those without faults too', () => {
    expect(judgedSegments(segments)).toEqual([0, 2, 4]);
    const gold = goldUtterances('c', {}, segments, [{ segment: 0, rule: 'filler', quote: 'Ну' }]);
    expect(gold.map(({ id, position, before, hits }) => [id, position, before, hits])).toEqual([
      ['c:0', 'opening', '', [['filler', 'Ну']]],
      ['c:2', 'middle', 'Где счёт?', []],
      ['c:4', 'closing', '', []],
    ]);
  });
});
