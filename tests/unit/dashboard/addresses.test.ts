/** What addresses, messages and answers say: read, or dropped when it makes no sense. */
import { describe, expect, it } from 'vitest';
import { ApiError, isPassing, isSignedOut, toApiError } from '../../../dashboard/src/api/api-error.ts';
import { readLiveMessage } from '../../../dashboard/src/api/live-message.ts';
import { reconnectDelay } from '../../../dashboard/src/api/reconnect-delay.ts';
import { sentence } from '../../../dashboard/src/components/error-line.ts';
import { scoreTone } from '../../../dashboard/src/components/score-tone.ts';
import { isBrokenTime, readCallSearch } from '../../../dashboard/src/features/call/call-search.ts';
import {
  brokenInCallsSearch,
  hiddenColumns,
  readCallsSearch,
  withColumn,
} from '../../../dashboard/src/features/calls/calls-search.ts';
import { operatorOptions } from '../../../dashboard/src/features/calls/operators.ts';

describe('the address of the list', () => {
  it('keeps what makes sense and names the rest', () => {
    const raw = { state: 'abc', operator: '17', page: '-1' };
    expect(readCallsSearch(raw)).toEqual({ state: undefined, operator: '17' });
    expect(brokenInCallsSearch(raw)).toEqual(['state']);
    expect(brokenInCallsSearch({ state: 'done', operator: '' })).toEqual(['operator']);
    expect(brokenInCallsSearch({})).toEqual([]);
  });

  it('holds the columns put away, one choice in one way', () => {
    expect(readCallsSearch({ hide: 'score,unsure' }).hide).toBe('score,unsure');
    expect(brokenInCallsSearch({ hide: 'score,call' })).toEqual(['hide']);
    const without = withColumn(withColumn({ operator: '17' }, 'unsure', false), 'operator', false);
    expect(without).toEqual({ operator: '17', hide: 'operator,unsure' });
    expect(hiddenColumns(without)).toEqual(['operator', 'unsure']);
    expect(withColumn(withColumn(without, 'unsure', true), 'operator', true).hide).toBeUndefined();
  });
});

describe('the address of a call', () => {
  it.each([
    ['12.4', 12.4],
    [0, 0],
    ['-1', undefined],
    ['abc', undefined],
    ['', undefined],
    ['Infinity', undefined],
  ])('t=%s → %s', (t, seconds) => {
    expect(readCallSearch({ t }).t).toBe(seconds);
    expect(isBrokenTime({ t })).toBe(seconds === undefined);
  });

  it('needs no time', () => {
    expect(isBrokenTime({})).toBe(false);
  });
});

describe('readLiveMessage', () => {
  it('reads the move of a call', () => {
    const call = { id: 'x', state: 'processing', stage: 'sound', percent: 40 };
    expect(readLiveMessage(JSON.stringify({ type: 'call.changed', call }))).toEqual({ type: 'call.changed', call });
  });

  it.each(['', '{', '[]', '{"type":"other"}', '{"type":"call.changed","call":{"id":"x","state":"lost"}}'])(
    'ignores %s',
    (text) => {
      expect(readLiveMessage(text)).toBeNull();
    },
  );
});

it('reconnectDelay doubles up to half a minute and never falls below half of its step', () => {
  expect([1, 2, 3, 6, 50].map((failures) => reconnectDelay(failures, 1))).toEqual([1000, 2000, 4000, 30_000, 30_000]);
  expect(reconnectDelay(3, 0)).toBe(2000);
});

describe('errors', () => {
  it('are read from the server’s shape, anything else is unknown', () => {
    expect(toApiError(401, { code: 'not_signed_in', message: 'войдите' })).toMatchObject({
      code: 'not_signed_in',
      status: 401,
    });
    expect(toApiError(502, '<html>')).toMatchObject({ code: 'unknown', status: 502, message: '' });
  });

  it('know what passes and what ends the session', () => {
    expect(isPassing(new ApiError('offline', 0, ''))).toBe(true);
    expect(isPassing(new ApiError('internal', 500, ''))).toBe(true);
    expect(isPassing(new ApiError('not_found', 404, ''))).toBe(false);
    expect(isPassing(new Error('x'))).toBe(false);
    expect(isSignedOut(new ApiError('not_signed_in', 401, ''))).toBe(true);
  });

  it('start with a capital letter, names of programs as they are', () => {
    expect(sentence('нет места')).toBe('Нет места');
    expect(sentence('ffmpeg не найден')).toBe('ffmpeg не найден');
  });
});

it('a fatal fault is bad whatever the score', () => {
  expect([84.9, 85, 60, 59.9].map((score) => scoreTone(score, false))).toEqual(['warn', 'good', 'warn', 'bad']);
  expect(scoreTone(100, true)).toBe('bad');
});

it('operatorOptions sorts ё beside е, names the nameless by id and keeps whom the address names', () => {
  const operators = [
    { id: '3', name: 'Жанна' },
    { id: '2', name: 'Ёлкина' },
    { id: '1', name: 'Егорова' },
    { id: '9', name: null },
  ];
  const sorted = [
    { value: '9', label: '9' },
    { value: '1', label: 'Егорова' },
    { value: '2', label: 'Ёлкина' },
    { value: '3', label: 'Жанна' },
  ];
  expect(operatorOptions(operators, undefined, 'ru')).toEqual(sorted);
  expect(operatorOptions(operators, '2', 'ru')).toEqual(sorted);
  expect(operatorOptions(operators, '77', 'ru')).toEqual([{ value: '77', label: '77' }, ...sorted]);
});
