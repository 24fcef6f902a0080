/** Room for unfinished uploads: counts, bytes, and who yields. */
import { expect, it } from 'vitest';
import { type OpenUpload, yieldingUploads } from '../../../api/features/uploads/upload-room.ts';

const hour = 3_600_000;
const now = 100 * hour;
const gigabyte = 2 ** 30;
const limits = { allBytes: 10 * gigabyte, personBytes: 4 * gigabyte };
const upload = (id: string, owner: string, gigabytes: number, hoursAgo = 0): OpenUpload => ({
  id,
  owner,
  bytes: gigabytes * gigabyte,
  touchedMs: now - hoursAgo * hour,
});
const ask = (open: OpenUpload[], gigabytes: number) =>
  yieldingUploads(open, { owner: 'анна', bytes: gigabytes * gigabyte }, limits, now);

it('lets in what fits, to the byte', () => {
  expect(ask([], 4)).toEqual([]);
  expect(ask([upload('a', 'анна', 3)], 1)).toEqual([]);
  expect(() => yieldingUploads([], { owner: 'анна', bytes: 4 * gigabyte + 1 }, limits, now)).toThrow('больше 4 ГБ');
});

it('what its owner left more than an hour ago yields, the longest left first, and only as much as is needed', () => {
  const open = [upload('a', 'анна', 1, 2), upload('b', 'анна', 1, 5), upload('c', 'анна', 2, 0.5)];
  expect(ask(open, 1)).toEqual(['b']);
  expect(ask(open, 2)).toEqual(['b', 'a']);
  expect(() => ask(open, 3)).toThrow('закончите или отмените');
  expect(() => ask([upload('a', 'анна', 4, 1)], 1)).toThrow('закончите или отмените');
});

it('nobody else’s yields; what everybody has open together has an end', () => {
  const others = [upload('x', 'борис', 4, 20), upload('y', 'вера', 3, 20)];
  expect(ask(others, 3)).toEqual([]);
  expect(() => ask(others, 3.1)).toThrow('всех людей');
  expect(ask([...others, upload('a', 'анна', 2, 3)], 2.5)).toEqual(['a']);
});

it('twenty are many', () => {
  const open = Array.from({ length: 20 }, (_, i) => upload(`${i}`, 'анна', 0.001, i === 7 ? 2 : 0));
  expect(ask(open, 0.001)).toEqual(['7']);
  expect(() => ask(open.filter(({ id }) => id !== '7').concat(upload('n', 'анна', 0.001)), 0.001)).toThrow('уже 20');
});
