/** Which calls call for a person, and how urgently. */
import { describe, expect, it } from 'vitest';
import { riskOf } from '../../../analyzer/desk/risk.ts';

const clean = { score: 100, fatal: [], failed: [], notSure: [], rules: [], certain: [] };

describe('risk', () => {
  it('is none for a clean call, and for one with a criterion missed', () => {
    expect(riskOf(clean)).toBeNull();
    expect(riskOf({ ...clean, score: 92, failed: ['greeting.offer'] })).toBeNull();
  });

  it('is that of the gravest reason; the others are named behind it', () => {
    const call = { ...clean, score: 0, fatal: ['speech.rude'], rules: ['rude', 'filler'], certain: [true, false] };
    // fatal 100; score 0: 70; rude 90; filler 20 × ½
    expect(riskOf(call)).toEqual({ risk: 100, reasons: ['fatal', 'findings', 'low_score', 'unsure'] });
  });

  it('halves what the machine is not certain of', () => {
    expect(riskOf({ ...clean, rules: ['rude'], certain: [false] })).toEqual({ risk: 45, reasons: ['unsure'] });
    expect(riskOf({ ...clean, rules: ['rude'], certain: [true] })).toEqual({ risk: 90, reasons: ['findings'] });
  });

  it('rises as the score falls', () => {
    expect(riskOf({ ...clean, score: 70 })).toBeNull();
    expect(riskOf({ ...clean, score: 60 })?.risk).toBe(40);
    expect(riskOf({ ...clean, score: null })).toBeNull();
  });
});
