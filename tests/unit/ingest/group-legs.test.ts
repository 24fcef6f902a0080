/** Legs of a call that were recorded apart become one recording, whatever lies beside them. */
import { describe, expect, it } from 'vitest';
import { groupLegs } from '../../../analyzer/ingest/folder/group-legs.ts';
import { presets } from '../../../analyzer/ingest/presets/index.ts';

const pairs = presets.asterisk.pairs ?? [];
const found = (...paths: string[]) =>
  paths.map((path, ino) => ({ path, size: 1, mtimeMs: 0, version: '0', inode: String(ino) }));
const told = (paths: string[]) => {
  const { groups, halves } = groupLegs(found(...paths), pairs);
  const shown = (group: (typeof groups)[number]) => ({
    stem: group.stem,
    files: group.files.map(({ path }) => path),
    mix: group.mix?.path ?? null,
  });
  return { groups: groups.map(shown), halves: halves.map(shown) };
};

describe('legs', () => {
  it('«in» and «out» are one, the channel that called on the left, in whatever order they are listed', () => {
    const whole = { groups: [{ stem: 'a/1.2', files: ['a/1.2-in.wav', 'a/1.2-out.wav'], mix: null }], halves: [] };
    expect(told(['a/1.2-in.wav', 'a/1.2-out.wav'])).toEqual(whole);
    expect(told(['a/1.2-out.wav', 'a/1.2-in.wav'])).toEqual(whole);
  });

  it('the mix of MixMonitor goes with its legs and is not taken by itself', () => {
    const whole = { groups: [{ stem: '1.2', files: ['1.2-r.wav', '1.2-t.wav'], mix: '1.2.wav' }], halves: [] };
    for (const paths of [
      ['1.2.wav', '1.2-r.wav', '1.2-t.wav'],
      ['1.2-t.wav', '1.2-r.wav', '1.2.wav'],
    ])
      expect(told(paths)).toEqual(whole);
  });

  it('one leg alone waits for the other, and its mix with it', () => {
    expect(told(['1.2-r.wav', '1.2.wav'])).toEqual({
      groups: [],
      halves: [{ stem: '1.2', files: ['1.2-r.wav'], mix: '1.2.wav' }],
    });
  });

  it('of different folders, calls or types are no pair; FreePBX’s «in-…» at the beginning is none either', () => {
    const { groups, halves } = told([
      'a/1-in.wav',
      'b/1-out.wav',
      '2-in.wav',
      '2-out.gsm',
      'in-74951234567-79110000021-20260311-120000-1773219600.48.wav',
      '-in.wav',
    ]);
    expect(halves.map(({ stem }) => stem)).toEqual(['a/1', 'b/1', '2', '2']);
    expect(groups.map(({ files }) => files[0])).toEqual([
      'in-74951234567-79110000021-20260311-120000-1773219600.48.wav',
      '-in.wav',
    ]);
  });
});
