/** The order of the list: presses, what is said of it, and its place in the address. */
import { expect, it } from 'vitest';
import { nextOrder, sortOf, withOrder, withState } from '../../../dashboard/src/features/calls/call-order.ts';
import { brokenInCallsSearch, readCallsSearch } from '../../../dashboard/src/features/calls/calls-search.ts';

it('a press begins with what people look for and then turns round', () => {
  expect(nextOrder('score', 'newest')).toBe('worst');
  expect(nextOrder('score', 'worst')).toBe('best');
  expect(nextOrder('score', 'best')).toBe('worst');
  expect(nextOrder('call', 'newest')).toBe('oldest');
  expect(nextOrder('call', 'longest')).toBe('newest');
});

it('only the heading in force says which way it goes', () => {
  expect(sortOf('call', 'newest')).toBe('descending');
  expect(sortOf('duration', 'shortest')).toBe('ascending');
  expect(sortOf('findings', 'most_findings')).toBe('descending');
  expect(sortOf('score', 'newest')).toBeUndefined();
});

it('an order by a figure and a state without figures yield to each other', () => {
  expect(withOrder({ state: 'failed', operator: 'a' }, 'worst')).toEqual({
    state: undefined,
    operator: 'a',
    sort: 'worst',
  });
  expect(withOrder({ state: 'done' }, 'best')).toEqual({ state: 'done', sort: 'best' });
  expect(withOrder({ state: 'failed', sort: 'oldest' }, 'newest')).toEqual({ state: 'failed', sort: undefined });
  expect(withState({ sort: 'worst' }, 'failed')).toEqual({ state: 'failed', sort: undefined });
  expect(withState({ sort: 'oldest' }, 'failed')).toEqual({ state: 'failed', sort: 'oldest' });
});

it('an address is read as far as it makes sense', () => {
  expect(readCallsSearch({ sort: 'longest', state: 'done' })).toMatchObject({ sort: 'longest', state: 'done' });
  expect(readCallsSearch({ sort: 'longest', state: 'waiting' })).toMatchObject({ sort: undefined, state: 'waiting' });
  expect(readCallsSearch({ sort: 'by-moon' }).sort).toBeUndefined();
  expect(brokenInCallsSearch({ sort: 'by-moon' })).toEqual(['sort']);
});
