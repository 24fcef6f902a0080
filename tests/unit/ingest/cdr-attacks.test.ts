/** CDR files that are wrong on purpose, and names that want to be more than names. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdrIndex } from '../../../analyzer/ingest/cdr/cdr-index.ts';
import { readRows } from '../../../analyzer/ingest/cdr/read-rows.ts';
import { readSeconds, readTime } from '../../../analyzer/ingest/cdr/read-time.ts';
import { compilePattern, maskedName, readName } from '../../../analyzer/ingest/file-name-pattern.ts';
import { presets } from '../../../analyzer/ingest/presets/index.ts';
import { isoWithOffset, phoneOf } from '../../../analyzer/ingest/telephony-call.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('A42 a CDR file', () => {
  it('A42 with a million columns, nulls or one endless line is refused as a whole', () => {
    expect(() => readRows(bytes(`${'a,'.repeat(1_000_000)}\n1,2\n`), {})).toThrow('не читается');
    expect(() => readRows(bytes('a,b\n1,\0\n'), {})).toThrow('нулевые байты');
    expect(() => readRows(bytes(`${'x'.repeat(100_000)}\n`), {})).toThrow('длиннее разумного');
  });

  it('with open quotes and short lines loses those lines alone', () => {
    const { rows, problems } = readRows(bytes('id;start;who\n1;a;b\n2;"open;c\n3\n4;d;=HYPERLINK("x")\n'), {});
    expect(rows.map((row) => row.get('id'))).toEqual(['1', '4']);
    expect(problems.map(({ line }) => line)).toEqual([3, 4]);
    expect(rows[1]?.get('who')).toBe('=HYPERLINK("x")');
  });

  it('with columns named after prototypes gives plain columns', () => {
    const { rows } = readRows(bytes('__proto__,constructor,id\nx,y,7\n'), {});
    expect(rows[0]?.get('__proto__')).toBe('x');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(readRows(bytes('[{"__proto__":{"polluted":1},"id":7}]'), {}).rows[0]?.get('id')).toBe('7');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('of random bytes never throws anything but its own refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        try {
          for (const row of readRows(data, {}).rows) expect(row).toBeInstanceOf(Map);
        } catch (error) {
          expect((error as Error).name).toBe('KamertonError');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('joined by time with two equal candidates is no match', () => {
    const at = new Date('2026-03-11T06:00:00Z');
    const call = (id: string) => ({ ids: [id], recordings: [], startedAt: at, extension: '201' });
    const asked = { ids: [], recordings: [], startedAt: at, extension: '201' };
    expect(cdrIndex([call('1'), call('2')]).find(asked)).toEqual({ kind: 'ambiguous' });
    expect(cdrIndex([call('1')]).find(asked)).toMatchObject({ kind: 'found', by: 'time' });
    expect(cdrIndex([call('1')]).find({ ...asked, extension: '202' })).toEqual({ kind: 'none' });
    expect(cdrIndex([call('1')]).find({ ids: [], recordings: [], startedAt: at })).toEqual({ kind: 'none' });
  });
});

describe('times', () => {
  it.each([
    ['2026-03-11 09:14:05', 'Europe/Moscow', '2026-03-11T06:14:05.000Z'],
    ['11.03.2026 09:14', 'Asia/Vladivostok', '2026-03-10T23:14:00.000Z'],
    ['2026/3/11 9:14:05', 'UTC', '2026-03-11T09:14:05.000Z'],
    ['2026-03-11T09:14:05.5+0300', 'UTC', '2026-03-11T06:14:05.500Z'],
    ['1773209645.250', 'Europe/Moscow', '2026-03-11T06:14:05.250Z'],
    ['1773209645000', 'UTC', '2026-03-11T06:14:05.000Z'],
    // One hour forward at 02:00: the clock of Berlin has no 02:30, and 03:30 is 01:30 UTC.
    ['2026-03-29 03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ])('%s in %s', (text, zone, iso) => {
    expect(readTime(text, zone)?.toISOString()).toBe(iso);
  });

  it('that are none are none', () => {
    for (const text of ['', '31.02.2026 10:00', '2026-13-01', '25:00', 'вчера', '2026-03-11 25:00:00', '1e9'])
      expect(readTime(text, 'UTC'), text).toBeNull();
    expect(['83', '83,5', '1:23', '01:00:05', '-', '1:2'].map(readSeconds)).toEqual([
      83,
      83.5,
      83,
      3605,
      undefined,
      undefined,
    ]);
  });

  it('come back from the local clock of any zone', () => {
    const zones = ['Europe/Moscow', 'Asia/Kolkata', 'America/St_Johns', 'UTC', 'Asia/Kamchatka'];
    fc.assert(
      fc.property(fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }), fc.constantFrom(...zones), (unix, zone) => {
        const instant = new Date(unix * 1000);
        expect(new Date(isoWithOffset(instant, zone)).getTime()).toBe(instant.getTime());
      }),
    );
  });
});

describe('names', () => {
  const patterns = Object.values(presets).flatMap(({ names }) => names.map(compilePattern));

  it('A47 that look like commands, paths or protocols are only names', () => {
    for (const name of ['concat:/a|/b', '-y.wav', '$(id).wav', '../../etc/passwd', 'a%03d.wav', '\u202Egpj.wav'])
      expect(() => readName(name, patterns, 'UTC')).not.toThrow();
  });

  it('of any letters are read in no time, whatever the pattern', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 255, unit: fc.constantFrom('-', '_', '1', '9', 'a', '.', '(', '[') }),
        (name) => {
          const call = readName(name, patterns, 'Europe/Moscow');
          if (call?.startedAt) expect(Number.isNaN(call.startedAt.getTime())).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('are kept without telephone numbers', () => {
    expect(maskedName('q-600-79110000017-20260311-091325-1773209604.26.wav')).toBe(
      'q-600-…17-20260311-091325-1773209604.26.wav',
    );
    expect(maskedName('+79110000017.wav')).toBe('…17.wav');
    expect(maskedName('[Анна]_9110000017-202_20260311061405(1234).wav')).toBe(
      '[Анна]_…17-202_20260311061405(1234).wav',
    );
  });

  it('with a pattern that has an unknown part are refused at the start', () => {
    expect(() => compilePattern('{nobody}-{id}')).toThrow('нет части {nobody}');
    expect(() => compilePattern('{__proto__}')).toThrow('нет части');
  });

  it('numbers become what the product compares', () => {
    expect(['8 (911) 000-00-17', '79110000017', '9110000017', 'anonymous', '201'].map(phoneOf)).toEqual([
      '+79110000017',
      '+79110000017',
      '+79110000017',
      undefined,
      undefined,
    ]);
  });
});
