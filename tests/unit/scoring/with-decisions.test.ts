/** The total after people's decisions: ten cases calculated by hand, and what must never happen. */
import { describe, expect, it } from 'vitest';
import type { Criterion, Outcome } from '../../../analyzer/domain/criterion.ts';
import { type FindingToCount, scoreWithDecisions } from '../../../analyzer/scoring/with-decisions.ts';
import type { Scorecard } from '../../../lexicons/index.ts';

/** greeting 10, diminutive 10 (none allowed), filler 10 (0.5–2 a 100 words), rude 20 fatal, transfer 50 (not applicable here). */
const entry = { section: '5.6.3' as const, fatal: false };
const scorecard: Scorecard = {
  title: 'проба',
  version: 'sha256:00',
  settings: {
    ring_period: 4,
    density_min_words: 50,
    hold_min: 4,
    interruption_cut: 0.3,
    interruption_any: 0.5,
    dead_air: 20,
    rate_min_speech: 10,
    quiet_level: -45,
  },
  groups: [
    {
      id: 'all',
      title: 'Всё',
      criteria: [
        { ...entry, id: 'greeting.name', title: '', kind: 'binary', weight: 10 },
        { ...entry, id: 'speech.diminutive', title: '', kind: 'count', weight: 10, ...counting('diminutive', 0, 0) },
        { ...entry, id: 'speech.filler', title: '', kind: 'density', weight: 10, ...counting('filler', 0.5, 2) },
        { ...entry, id: 'speech.rude', title: '', kind: 'count', weight: 20, fatal: true, ...counting('rude', 0, 0) },
        { ...entry, id: 'transfer.announced', title: '', kind: 'binary', weight: 50 },
      ],
    },
  ],
};
function counting(rule: string, good: number, acceptable: number) {
  return { rules: [rule], limits: { good, acceptable } };
}

const weights = { 'greeting.name': 10, 'speech.diminutive': 10, 'speech.filler': 10, 'speech.rude': 20 };
const criterion = (id: string, outcome: Outcome, earned: number, findings: number[] = []): Criterion => ({
  id,
  title: '',
  outcome,
  section: '5.6.3',
  earned,
  findings,
  evidence: [],
  reason: '',
  weight: id === 'transfer.announced' ? 50 : (weights[id as keyof typeof weights] ?? 0),
  fatal: id === 'speech.rude',
});
const found = (rule: string, verdict: FindingToCount['verdict'] = null, certain = true) => ({ rule, certain, verdict });

interface Given {
  findings?: FindingToCount[];
  added?: FindingToCount[];
  overrides?: Record<string, Outcome>;
  operatorWords?: number;
  score?: number | null;
}

/** The machine: greeting passed; one certain diminutive (index 0) fails; fillers as given; nothing rude. */
function score(criteria: Criterion[], automatic: number | null, given: Given = {}) {
  const { findings = [], added = [], overrides = {}, operatorWords = 200 } = given;
  return scoreWithDecisions(
    {
      automatic: { score: automatic, quality: automatic, compliance: 100, fatal: [], criteria },
      findings,
      added,
      overrides: new Map(Object.entries(overrides)),
      operatorWords,
    },
    scorecard,
  );
}
/** 10 + 0 + 10 + 20 of 50 = 80. */
const usual = [
  criterion('greeting.name', 'passed', 10),
  criterion('speech.diminutive', 'failed', 0, [0]),
  criterion('speech.filler', 'passed', 10),
  criterion('speech.rude', 'passed', 20),
  criterion('transfer.announced', 'not_applicable', 0),
];

describe('the total after decisions', () => {
  it('1. is the machine’s while nobody has decided', () => {
    expect(score(usual, 80, { findings: [found('diminutive')] })).toMatchObject({ score: 80, quality: 80 });
  });

  it('2. gives the points of a dismissed finding back: 50 of 50', () => {
    const now = score(usual, 80, { findings: [found('diminutive', 'dismissed')] });
    expect(now.score).toBe(100);
    expect(now.criteria[1]).toEqual({ outcome: 'passed', earned: 10, from: 'decisions' });
  });

  it('3. keeps the deduction while one of two findings stands', () => {
    const two = usual.map((one) => (one.id === 'speech.diminutive' ? { ...one, findings: [0, 1] } : one));
    const now = score(two, 80, { findings: [found('diminutive', 'dismissed'), found('diminutive')] });
    expect(now.score).toBe(80);
    expect(now.criteria[1]).toEqual({ outcome: 'failed', earned: 0, from: 'decisions' });
  });

  it('4. counts a finding that a person confirmed: not sure left 40 of 40, confirmed 40 of 50', () => {
    const unsure = usual.map((one) =>
      one.id === 'speech.diminutive' ? { ...one, outcome: 'not_sure' as const } : one,
    );
    expect(score(unsure, 100, { findings: [found('diminutive', null, false)] }).score).toBe(100);
    expect(score(unsure, 100, { findings: [found('diminutive', 'confirmed', false)] }).score).toBe(80);
  });

  it('5. weighs fillers by the words: 3 in 200 are 1.5 a 100, 1 − 0.5·(1.5 − 0.5)/(2 − 0.5) of 10 = 6.67', () => {
    const four = usual.map((one) =>
      one.id === 'speech.filler' ? { ...one, outcome: 'failed' as const, earned: 0, findings: [1, 2, 3, 4, 5] } : one,
    );
    const fillers = [1, 2, 3].map(() => found('filler'));
    const taken = [found('filler', 'dismissed'), found('filler', 'dismissed')];
    const now = score(four, 60, { findings: [found('diminutive'), ...fillers, ...taken] });
    expect(now.criteria[2]).toEqual({ outcome: 'passed', earned: 6.67, from: 'decisions' });
    // (10 + 0 + 6.67 + 20) ÷ 50
    expect(now.score).toBe(73.3);
  });

  it('6. leaves what is not applicable out of the denominator: an override of N/A takes 10 of 50 away', () => {
    const now = score(usual, 80, {
      findings: [found('diminutive')],
      overrides: { 'speech.diminutive': 'not_applicable' },
    });
    expect(now.score).toBe(100);
  });

  it('7. brings what a person finds applicable into the denominator: 40 of 100', () => {
    const now = score(usual, 80, { findings: [found('diminutive')], overrides: { 'transfer.announced': 'failed' } });
    expect(now.score).toBe(40);
  });

  it('8. is 0 after a fatal fault that a person added; the quality still shows 20 of 50', () => {
    const now = score(usual, 80, { findings: [found('diminutive')], added: [found('rude', 'confirmed')] });
    expect(now).toMatchObject({ score: 0, quality: 40, compliance: 0, fatal: ['speech.rude'] });
  });

  it('9. rises from 0 when the fatal finding is dismissed: 40 of 50', () => {
    const rude = usual.map((one) =>
      one.id === 'speech.rude' ? { ...one, outcome: 'failed' as const, earned: 0, findings: [1] } : one,
    );
    const now = score(rude, 0, { findings: [found('diminutive'), found('rude', 'dismissed')] });
    expect(now).toMatchObject({ score: 80, quality: 80, compliance: 100, fatal: [] });
  });

  it('10. prefers a person’s word about the criterion to decisions about its findings', () => {
    const now = score(usual, 80, {
      findings: [found('diminutive', 'dismissed')],
      overrides: { 'speech.diminutive': 'failed', 'greeting.name': 'failed' },
    });
    // 0 + 0 + 10 + 20 of 50
    expect(now.score).toBe(60);
    expect(now.criteria[0]).toEqual({ outcome: 'failed', earned: 0, from: 'person' });
  });

  it('stays without a score where the machine only guesses who spoke', () => {
    expect(score(usual, null, { findings: [found('diminutive', 'dismissed')] }).score).toBeNull();
  });

  it('does not make a fault of an added finding where the criterion does not apply', () => {
    const calm = [criterion('conflict.no_argument', 'not_applicable', 0), ...usual];
    const now = score(calm, 80, { findings: [found('diminutive')], added: [found('argument', 'confirmed')] });
    expect(now.criteria[0]?.outcome).toBe('not_applicable');
    expect(now.score).toBe(80);
  });

  it('leaves a fault that was also seen elsewhere to a person', () => {
    const said = { start: 1, end: 2, text: 'Вы не правы' };
    const arguing = { ...criterion('conflict.no_argument', 'failed', 0, [0]), weight: 5, evidence: [said] };
    const now = score([arguing], 0, { findings: [found('argument', 'dismissed')] });
    expect(now.criteria[0]).toEqual({ outcome: 'not_sure', earned: 0, from: 'decisions' });
  });
});
