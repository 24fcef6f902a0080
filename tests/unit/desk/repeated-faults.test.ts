/** What an operator says again and again: counted after decisions, with an example that nobody dismissed. */
import { describe, expect, it } from 'vitest';
import { repeatedFaults } from '../../../api/features/own-page/repeated-faults.ts';

type Decided = Parameters<typeof repeatedFaults>[2];

const entry = (name: string, calls: number, count = calls) => ({ rule: 'filler', entry: name, count, calls });
const call = (id: string, ...entries: string[]) => ({
  id,
  externalId: id,
  startedAt: '2026-03-11T06:14:05.000Z',
  duration: 60,
  analysisId: id,
  score: 80,
  findings: entries.length,
  fatal: [],
  entries,
});
const decided = (...ids: [id: string, entry: string, dismissed: boolean][]): Decided =>
  new Map(
    ids.map(([id, name, dismissed]) => [
      id,
      {
        reviewed: {
          findings: [
            {
              origin: 'machine',
              entry: name,
              certain: true,
              counts: !dismissed,
              review: dismissed ? { verdict: 'dismissed' } : null,
            },
          ],
        },
      },
    ]),
  ) as unknown as Decided;

describe('repeated faults', () => {
  it('are those of two calls and more, most calls first, each in its newest call', () => {
    const newest = [call('c', 'filler/nu'), call('b', 'filler/vot', 'filler/nu'), call('a', 'filler/vot')];
    const faults = repeatedFaults(
      [entry('filler/nu', 2), entry('filler/vot', 3), entry('filler/tak', 1)],
      newest,
      new Map(),
    );
    expect(faults.map(({ entry: name, exampleIn }) => [name, exampleIn])).toEqual([
      ['filler/vot', 'b'],
      ['filler/nu', 'c'],
    ]);
  });

  it('leave out what people dismissed, and show the call before', () => {
    const newest = [call('c', 'filler/nu'), call('b', 'filler/nu'), call('a', 'filler/nu')];
    const [fault] = repeatedFaults([entry('filler/nu', 3)], newest, decided(['c', 'filler/nu', true]));
    expect(fault).toMatchObject({ calls: 2, count: 2, exampleIn: 'b' });
    // One call is left: nothing repeats any more.
    const both = decided(['c', 'filler/nu', true], ['b', 'filler/nu', true]);
    expect(repeatedFaults([entry('filler/nu', 3)], newest, both)).toEqual([]);
  });

  it('name no call where none of the newest has an example: it is looked for in older ones', () => {
    expect(repeatedFaults([entry('filler/nu', 2)], [call('c')], new Map())).toMatchObject([{ exampleIn: null }]);
    const kept = decided(['c', 'filler/nu', false]);
    expect(repeatedFaults([entry('filler/nu', 2)], [call('c', 'filler/nu')], kept)).toMatchObject([{ exampleIn: 'c' }]);
  });
});
