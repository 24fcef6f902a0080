/** Weighing a stored call otherwise: figures computed by hand. */
import { describe, expect, it } from 'vitest';
import type { Scorecard } from '#lexicons';
import { reweighCall } from '../../../analyzer/rescore/reweigh-call.ts';
import { scorecardChange } from '../../../analyzer/rescore/scorecard-change.ts';
import type { StoredOutcomes } from '../../../analyzer/storage/facts/stored-outcomes.ts';

const settings = { ring_period: 4, density_min_words: 50, hold_min: 4, interruption_cut: 0.3, interruption_any: 0.5 };
const card = (name: number, answer: number, rest: object = {}): Scorecard => ({
  version: 'card',
  title: 'Карта',
  settings: { ...settings, dead_air: 20, rate_min_speech: 10, quiet_level: -45 },
  groups: [
    {
      id: 'all',
      title: 'Всё',
      criteria: [
        { id: 'greeting.name', title: 'Имя', section: '5.6.4', kind: 'binary', weight: name, fatal: false, ...rest },
        {
          ...{ id: 'time.answer', title: 'Ответ', section: '5.6.1', kind: 'time', unit: 'rings', fatal: 'in_conflict' },
          ...{ limits: { good: 3, acceptable: 5 }, weight: answer },
        },
      ],
    },
  ],
});
const stored: StoredOutcomes = {
  ...{ day: '2026-03-01', callId: 'call', analysisId: 'a', transcriptId: 't', operator: { id: 'op', name: 'Анна' } },
  ...{ score: 30, unscored: false, passed: ['time.answer'], failed: ['greeting.name'], notSure: [], digest: '' },
  parts: new Map([['time.answer', { share: 0.75, earned: 1.5 }]]),
  inConflict: false,
};
const reweighed = (call: StoredOutcomes, before: Scorecard, after: Scorecard) => {
  const change = scorecardChange(before, after);
  return change && reweighCall(call, change);
};

describe('a stored call weighed otherwise', () => {
  it('earns the exact part of the new weight', () => {
    const again = reweighed(stored, card(3, 2), card(3, 5));
    // 5 × 0.75 = 3.75 of 8
    expect(again?.weighed).toMatchObject({ score: 46.9, quality: 46.9, compliance: 100, fatal: [] });
    expect(again?.change?.criteria).toEqual([{ id: 'time.answer', before: 'passed', after: 'passed', points: 2.25 }]);
  });
  it('cannot be told where only rounded points were kept and their weight changes', () => {
    const old = { ...stored, parts: new Map([['time.answer', { share: -1, earned: 1.5 }]]) };
    expect(reweighed(old, card(3, 2), card(3, 5))).toBeNull();
    expect(reweighed(old, card(3, 2), card(0, 2))?.weighed).toMatchObject({ score: 75 });
  });
  it('comes to 0 by a fault that is fatal now, and stays without a score when speakers are guessed', () => {
    const fatal = card(3, 2, { fatal: true });
    expect(reweighed(stored, card(3, 2), fatal)?.weighed).toMatchObject({ score: 0, quality: 30, compliance: 0 });
    const guessed = { ...stored, score: null, unscored: true };
    expect(reweighed(guessed, card(3, 2), fatal)?.weighed).toMatchObject({ score: null, compliance: null, fatal: [] });
    const inConflict = card(3, 2, { fatal: 'in_conflict' });
    expect(reweighed(stored, card(3, 2), inConflict)?.weighed.score).toBe(30);
    expect(reweighed({ ...stored, inConflict: true }, card(3, 2), inConflict)?.weighed.score).toBe(0);
  });
});

describe('a change of the scorecard', () => {
  it('that may change an outcome is not counted from outcomes', () => {
    const before = card(3, 2);
    expect(scorecardChange(before, { ...before, settings: { ...before.settings, hold_min: 5 } })).toBeNull();
    expect(scorecardChange(before, card(3, 2, { kind: 'count', limits: { good: 0, acceptable: 0 } }))).toBeNull();
    expect(scorecardChange(before, card(3, 2, { id: 'own.line' }))).toBeNull();
    // Nothing stored says which calls had a conflict.
    const calm = structuredClone(before);
    for (const line of calm.groups.flatMap(({ criteria }) => criteria)) line.fatal = false;
    expect(scorecardChange(calm, before)).toBeNull();
    expect(scorecardChange(before, calm)).not.toBeNull();
  });
});
