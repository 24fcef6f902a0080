import { describe, expect, it } from 'vitest';
import type { CallReview, Finding, ReviewedFinding } from '../../../dashboard/src/api/shapes.ts';
import {
  isDismissed,
  isOpen,
  shownFindings,
  withPending,
} from '../../../dashboard/src/features/call/shown-findings.ts';
import {
  brokenInQueueSearch,
  isFiltered,
  queryOf,
  queueFilterOf,
  readQueueSearch,
} from '../../../dashboard/src/features/queue/queue-search.ts';

const me = { id: 'me', name: 'Ирина' };
const at = '2026-11-22T20:00:00.000Z';

const found = (text: string, start: number, certain = true): Finding => ({
  rule: 'filler',
  segment: 0,
  text,
  start,
  end: start + 1,
  speaker: 'operator',
  section: '5.6.3',
  replacement: '',
  entry: 'filler/x',
  certain,
  reason: '',
});
const reviewed = (id: string, text: string, start: number, certain = true): ReviewedFinding => ({
  ...found(text, start, certain),
  id,
  origin: 'machine',
  counts: certain,
  review: null,
  dispute: null,
});
const review = (...findings: ReviewedFinding[]): CallReview => {
  const total = { score: 100, quality: 100, compliance: 100 as const, fatal: [] };
  return {
    callId: 'c',
    findings,
    orphans: [],
    criteria: [],
    totals: { automatic: total, current: total },
    waiting: 0,
    history: [],
    submitted: null,
    acknowledgedAt: null,
    disputeUntil: at,
  };
};
const decision = (findingId: string, seenVersion: number, decided: { kind: 'confirm'; text: string }) => ({
  at,
  body: { id: `${findingId}-${seenVersion}`, findingId, seenVersion, decision: decided },
});

describe('shownFindings', () => {
  it('shows the machine’s own in time order until the review is read', () => {
    const shown = shownFindings([found('б', 5), found('а', 2)], undefined);
    expect(shown.map(({ text, id }) => [text, id])).toEqual([
      ['а', null],
      ['б', null],
    ]);
  });

  it('puts a moved finding where a person put it', () => {
    const moved: ReviewedFinding = {
      ...reviewed('1', 'как бы', 5, false),
      review: {
        verdict: 'confirmed',
        range: { start: 9, end: 10, quote: 'бы' },
        reason: null,
        text: '',
        version: 2,
        by: me,
        at,
      },
    };
    const [first, second] = shownFindings([], review(moved, reviewed('2', 'ну', 6)));
    expect(first?.id).toBe('2');
    expect(second).toMatchObject({ id: '1', start: 9, end: 10, text: 'бы', certain: true });
  });
});

describe('withPending', () => {
  it('shows a decision that is on its way, and the next one on top of it', () => {
    const now = withPending(
      review(reviewed('1', 'ну', 1)),
      [
        decision('1', 0, { kind: 'confirm', text: '' }),
        {
          at,
          body: { id: 'x', findingId: '1', seenVersion: 1, decision: { kind: 'dismiss', reason: 'quoted', text: '' } },
        },
      ],
      me,
    );
    expect(now.findings[0]?.review).toMatchObject({ verdict: 'dismissed', reason: 'quoted', version: 2, by: me });
    expect(now.findings.map(isDismissed)).toEqual([true]);
    expect(now.findings.map(isOpen)).toEqual([false]);
  });

  it('leaves out a decision that the server has answered already', () => {
    const done = withPending(review(reviewed('1', 'ну', 1)), [decision('1', 0, { kind: 'confirm', text: '' })], me);
    expect(withPending(done, [decision('1', 0, { kind: 'confirm', text: '' })], me)).toEqual(done);
  });

  it('shows a fault that a person added', () => {
    const missed = { rule: 'rude' as const, segment: 3, start: 7, end: 8, quote: 'отстаньте' };
    const body = { id: 'x', findingId: 'new', seenVersion: 0, decision: { kind: 'add' as const, text: '' }, missed };
    const [added] = withPending(review(), [{ at, body }], me).findings;
    expect(added).toMatchObject({ id: 'new', origin: 'person', rule: 'rude', text: 'отстаньте', segment: 3, start: 7 });
  });
});

describe('the address of the queue', () => {
  it('keeps what makes sense, names the rest, and comes back from its query', () => {
    const raw = { reason: 'fatal', state: 'nonsense', week: '2026-W47', sort: 'longest', page: '-1' };
    const search = readQueueSearch(raw);
    expect(search).toMatchObject({ reason: 'fatal', week: '2026-W47', sort: 'longest', state: undefined });
    expect(brokenInQueueSearch(raw)).toEqual(['state']);
    expect(readQueueSearch(Object.fromEntries(new URLSearchParams(queryOf(search))))).toEqual(search);
    // An order selects nothing.
    expect(isFiltered({ sort: 'longest' })).toBe(false);
    expect(queueFilterOf(search)).toMatchObject({ reason: 'fatal', order: 'longest' });
  });
});
