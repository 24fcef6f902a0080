import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deterministicUuid, hashOf, hashPlain } from '../../../analyzer/platform/ids.ts';

describe('ids', () => {
  it('hashes plain text as SHA-256 does', () => {
    expect(hashPlain('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('keeps the borders between parts', () => {
    expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
    expect(hashOf('ab', 'c')).toBe(hashOf('ab', 'c'));
  });

  it('makes version 8 UUIDs that only the parts decide', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (parts) => {
        const id = deterministicUuid(...parts);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(deterministicUuid(...parts)).toBe(id);
      }),
    );
  });
});
