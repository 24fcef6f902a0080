/** What a Range header asks of ten bytes. */
import { expect, it } from 'vitest';
import { rangeOf } from '../../../api/features/calls/send-sound.ts';

it.each([
  [undefined, null],
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=8-99', { start: 8, end: 9 }],
  ['bytes=10-', 'beyond'],
  ['bytes=-0', 'beyond'],
  ['bytes=5-2', null],
  ['bytes=0-1,3-4', null],
  ['items=0-1', null],
  ['bytes=-', null],
  ['bytes=99999999999999999999-', null],
])('«%s»', (header, expected) => expect(rangeOf(header, 10)).toEqual(expected));
