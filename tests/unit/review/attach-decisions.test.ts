/** Decisions find their findings again after a call was judged anew. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachDecisions } from '../../../analyzer/domain/attach-decisions.ts';
import type { Finding } from '../../../analyzer/domain/finding.ts';
import { anchorOf, identifyFindings } from '../../../analyzer/domain/review.ts';

const call = '00000000-0000-4000-8000-000000000001';
const finding = (entry: string, start: number, end: number, over: Partial<Finding> = {}): Finding => ({
  rule: 'filler',
  segment: 0,
  text: entry,
  start,
  end,
  speaker: 'operator',
  section: '5.6.3',
  replacement: '',
  entry: `filler/${entry}`,
  certain: true,
  reason: '',
  ...over,
});
const identify = (...findings: Finding[]) => identifyFindings(call, findings);
const decide = (one: Finding & { id: string }, origin: 'machine' | 'person' = 'machine') => ({
  id: one.id,
  origin,
  anchor: anchorOf(one),
});
const ids = (list: readonly ({ id: string } | null)[]) => list.map((one) => one?.id ?? null);

describe('the identity of a finding', () => {
  it('depends on call, rule, entry, words and place alone', () => {
    const [one] = identify(finding('ну', 1, 1.2));
    expect(identify(finding('ну', 1, 1.2, { certain: false, reason: 'x', segment: 7 }))[0]?.id).toBe(one?.id);
    for (const other of [
      finding('вот', 1, 1.2),
      finding('ну', 1.001, 1.2),
      finding('ну', 1, 1.2, { rule: 'irritant' }),
    ]) {
      expect(identify(other)[0]?.id).not.toBe(one?.id);
    }
    expect(identifyFindings('another call', [finding('ну', 1, 1.2)])[0]?.id).not.toBe(one?.id);
  });

  it('tells two findings of the same place apart', () => {
    const [one, two] = identify(finding('ну', 1, 1.2), finding('ну', 1, 1.2));
    expect(one?.id).not.toBe(two?.id);
  });
});

describe('decisions after a re-score', () => {
  const [a, b] = identify(finding('ну', 10, 11), finding('ну', 20, 21)) as [
    Finding & { id: string },
    Finding & { id: string },
  ];

  it('stay with the same findings, in whatever order these come', () => {
    expect(ids(attachDecisions([b, a], [decide(a)]).byFinding)).toEqual([null, a.id]);
  });

  it.each([
    // shared 0.5 of the longer (1 s): still the same place
    [10.5, 11.5, true],
    [10.51, 11.51, false],
    // the new one is 2 s long and covers the old one: half of it is shared
    [10, 12, true],
    [10, 12.01, false],
  ])('move with a finding that is now at %s…%s: %s', (start, end, same) => {
    const { byFinding, orphans } = attachDecisions(identify(finding('ну', start, end)), [decide(a)]);
    expect(ids(byFinding)).toEqual([same ? a.id : null]);
    expect(ids(orphans)).toEqual(same ? [] : [a.id]);
  });

  it('do not move to another entry or rule', () => {
    for (const other of [finding('вот', 10, 11), finding('ну', 10, 11, { rule: 'irritant' })]) {
      expect(ids(attachDecisions(identify(other), [decide(a)]).orphans)).toEqual([a.id]);
    }
  });

  it('go to the nearest of several', () => {
    const moved = identify(finding('ну', 10.4, 11.4), finding('ну', 10.1, 11.1));
    expect(ids(attachDecisions(moved, [decide(a)]).byFinding)).toEqual([null, a.id]);
  });

  it('let a finding that a person added be found by the machine later, under any entry', () => {
    const own = decide({ ...a, entry: '' }, 'person');
    expect(ids(attachDecisions(identify(finding('вот', 10, 11)), [own]).byFinding)).toEqual([own.id]);
    const alone = attachDecisions(identify(finding('ну', 30, 31)), [own]);
    expect([ids(alone.added), ids(alone.orphans)]).toEqual([[own.id], []]);
  });
});

const anyFindings = fc
  .array(
    fc.record({
      entry: fc.constantFrom('ну', 'вот'),
      start: fc.integer({ min: 0, max: 400 }),
      length: fc.integer({ min: 0, max: 30 }),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map(({ entry, start, length }) => finding(entry, start / 10, (start + length) / 10)));

describe('whatever the findings are', () => {
  it('every decision stays where it was made when nothing has changed', () => {
    fc.assert(
      fc.property(anyFindings, (findings) => {
        const found = identify(...findings);
        const { byFinding, added, orphans } = attachDecisions(found, found.map((one) => decide(one)).reverse());
        expect(ids(byFinding)).toEqual(ids(found));
        expect([...added, ...orphans]).toEqual([]);
      }),
    );
  });

  it('no decision is lost or doubled, and the order of the lists does not matter', () => {
    fc.assert(
      fc.property(anyFindings, anyFindings, fc.infiniteStream(fc.boolean()), (before, after, coin) => {
        const toss = () => coin.next().value === true;
        const decisions = identify(...before).map((one) => decide(one, toss() ? 'person' : 'machine'));
        const found = identify(...after);
        const attached = attachDecisions(found, decisions);
        const all = [...attached.byFinding.filter((one) => one !== null), ...attached.added, ...attached.orphans];
        expect(ids(all).sort()).toEqual(ids(decisions).sort());
        const turned = attachDecisions(found.toReversed(), decisions.toReversed());
        expect(ids(turned.byFinding.toReversed())).toEqual(ids(attached.byFinding));
      }),
    );
  });

  it('a decision only ever goes to a finding of its rule', () => {
    fc.assert(
      fc.property(anyFindings, anyFindings, (before, after) => {
        const found = identify(...after);
        const { byFinding } = attachDecisions(
          found,
          identify(...before).map((one) => decide(one)),
        );
        for (const [place, decision] of byFinding.entries()) {
          if (decision) expect(decision.anchor.entry).toBe(found[place]?.entry);
        }
      }),
    );
  });
});
