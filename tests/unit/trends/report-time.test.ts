/** When reports are sent and which days they are about. */
import { describe, expect, it } from 'vitest';
import { nextReport, reportDays } from '../../../api/trends/report-time.ts';
import { periodDays } from '../../../api/trends/trend-query.ts';

const moscow = 'Europe/Moscow';
const next = (every: 'week' | 'month', onDay: number, atHour: number, after: string, zone = moscow) =>
  nextReport({ every, onDay, atHour }, new Date(after), zone).toISOString();

describe('the next sending', () => {
  it('is the next Monday at nine by the call centre’s clock', () => {
    // 23 November 2026 is a Monday; Moscow is three hours ahead.
    expect(next('week', 1, 9, '2026-11-20T10:00:00Z')).toBe('2026-11-23T06:00:00.000Z');
    expect(next('week', 1, 9, '2026-11-23T05:59:59Z')).toBe('2026-11-23T06:00:00.000Z');
    expect(next('week', 1, 9, '2026-11-23T06:00:00Z')).toBe('2026-11-30T06:00:00.000Z');
    expect(next('week', 7, 0, '2026-11-23T06:00:00Z')).toBe('2026-11-28T21:00:00.000Z');
  });

  it('of a month without its day is the last one', () => {
    expect(next('month', 31, 9, '2026-02-01T00:00:00Z')).toBe('2026-02-28T06:00:00.000Z');
    expect(next('month', 1, 9, '2026-12-15T00:00:00Z')).toBe('2027-01-01T06:00:00.000Z');
  });

  it('keeps its local hour when the clock changes', () => {
    // Berlin goes back on 25 October 2026: nine o'clock is 07:00 UTC before and 08:00 after.
    expect(next('week', 7, 9, '2026-10-18T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z');
    expect(next('week', 7, 9, '2026-10-12T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-18T07:00:00.000Z');
  });
});

describe('the days', () => {
  it('are the twelve whole weeks or months before', () => {
    const at = new Date('2026-11-23T06:00:00Z');
    expect(reportDays('week', at, moscow)).toEqual({ from: '2026-08-31', to: '2026-11-22' });
    expect(reportDays('month', at, moscow)).toEqual({ from: '2025-11-01', to: '2026-10-31' });
  });

  it('of a page are in order, and not more than three years', () => {
    expect(periodDays({}, '2026-11-25')).toEqual({ from: '2026-08-31', to: '2026-11-25' });
    expect(periodDays({ from: '2026-05-02', to: '2026-05-01' }, '2026-11-25')).toEqual({
      from: '2026-05-01',
      to: '2026-05-02',
    });
    expect(periodDays({ from: '2000-01-01', to: '2026-01-01' }, '2026-11-25').from).toBe('2022-12-30');
  });
});
