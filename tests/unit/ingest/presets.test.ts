/** CDR of every preset, as the exchange writes it: who talked, when, how long it rang and waited. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cdrIndex } from '../../../analyzer/ingest/cdr/cdr-index.ts';
import { callsOf } from '../../../analyzer/ingest/cdr/leg.ts';
import { readCdr } from '../../../analyzer/ingest/cdr/read-cdr.ts';
import { describeRecording, readySource } from '../../../analyzer/ingest/describe-recording.ts';
import { type Source, sourceSchema } from '../../../analyzer/ingest/source.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/telephony', name));
const sourceOf = (given: Partial<Source>) => sourceSchema.parse({ name: 'ats', folder: '/records', ...given });

/** Metadata of a recording by its name and the CDR files of a source. */
function described(name: string, given: Partial<Source>, files: string[]) {
  const ready = readySource(sourceOf(given), 'Europe/Moscow');
  const calls = callsOf(files.flatMap((file) => readCdr(fixture(file), ready.source, ready.cdrTimeZone).legs));
  return describeRecording(name, ready, files.length > 0 ? cdrIndex(calls) : null);
}

describe('Asterisk', () => {
  const asterisk = { preset: 'asterisk' as const };

  it('CDR of a queue: who answered; ringing and waiting are not guessed from it', () => {
    const { metadata, externalId, match } = described('q-600-79110000017-20260311-091325-1773209604.26.wav', asterisk, [
      'asterisk/Master.csv',
    ]);
    expect(match).toBe('found');
    expect(externalId).toBe('1773209604.26');
    expect(metadata).toEqual({
      direction: 'incoming',
      started_at: '2026-03-11T09:14:05+03:00',
      operator: { id: '202' },
      client: { phone: '+79110000017' },
      queue: '600',
      operator_channel: 'right',
      operator_channel_assumed: true,
    });
  });

  it('CEL of the same call tells ringing, waiting and the transfer', () => {
    const { metadata } = described('1773209604.26.wav', asterisk, ['asterisk/cel.csv']);
    // Ringing 09:13:59.5 → 09:14:05.5; in the queue since 09:13:25; transfer 09:16:00 → answer 09:16:28.
    expect(metadata).toMatchObject({
      direction: 'incoming',
      operator: { id: '202' },
      client: { phone: '+79110000017' },
      queue: '600',
      ring_seconds: 6,
      queue_seconds: 40.5,
      transfer_seconds: 28,
    });
  });

  it('the log of the queues: ringing, waiting, the work after the call, whoever took it over', () => {
    const file = ['asterisk/queue_log'];
    // CONNECT at 09:14:05: 40 s in the queue, 6 s of ringing. The talk ends at 09:17:37, the pause «постобработка» at 09:19:07.
    const { metadata, match } = described('1773209604.26.wav', asterisk, file);
    expect(match).toBe('found');
    expect(metadata).toMatchObject({
      direction: 'incoming',
      started_at: '2026-03-11T09:14:05+03:00',
      operator: { id: '202' },
      client: { phone: '+79110000017' },
      queue: '600',
      ring_seconds: 6,
      queue_seconds: 40,
      wrap_up_seconds: 90,
    });
    // Members logged by name; moved at 09:31:00 to another queue, connected there at 09:31:35. A pause for lunch is no work.
    const moved = described('1773210600.41.wav', asterisk, file).metadata;
    expect(moved).toMatchObject({ operator: { name: 'Анна Иванова' }, queue_seconds: 12, transfer_seconds: 35 });
    expect(moved.wrap_up_seconds).toBeUndefined();
    // Who hung up waiting has no operator and no ringing.
    const gone = described('1773211200.55.wav', asterisk, file).metadata;
    expect(gone).toMatchObject({ queue: '600', client: { phone: '+79110000023' } });
    expect(gone.operator).toBeUndefined();
    expect(gone.ring_seconds).toBeUndefined();
  });

  it('the table of queue_log reads as the file does', () => {
    const { metadata } = described('1773209604.26.wav', asterisk, ['asterisk/queue-log-table.csv']);
    expect(metadata).toMatchObject({ operator: { id: '202' }, ring_seconds: 6, queue_seconds: 40 });
  });

  it('CDR, CEL and the log of the queues together are one call, each gives what the others do not know', () => {
    const all = ['asterisk/Master.csv', 'asterisk/queue_log', 'asterisk/cel.csv'];
    const { metadata, match } = described('1773209604.26.wav', asterisk, all);
    expect(match).toBe('found');
    expect(metadata).toMatchObject({
      operator: { id: '202' },
      queue: '600',
      ring_seconds: 6,
      transfer_seconds: 28,
      wrap_up_seconds: 90,
    });
    // 40 by the queue, 40.5 by the events: both are measured.
    expect([40, 40.5]).toContain(metadata.queue_seconds);
  });

  it('a number that comes again a day later is another call', () => {
    const leg = (day: number) => ({
      group: 'Call 7',
      ids: [`${day}`],
      recordings: [],
      extension: '201',
      startedAt: new Date(Date.UTC(2026, 2, day, 9)),
    });
    expect(callsOf([leg(12), leg(11), leg(11)]).map(({ ids }) => ids)).toEqual([['11'], ['12']]);
  });

  it('CDR of an outgoing and of a direct incoming call', () => {
    const outgoing = described('1773212400.29.wav', asterisk, ['asterisk/Master.csv']).metadata;
    expect(outgoing).toEqual({
      direction: 'outgoing',
      started_at: '2026-03-11T10:00:11+03:00',
      operator: { id: '201' },
      client: { phone: '+79110000018' },
      operator_channel: 'left',
      operator_channel_assumed: true,
    });
    const direct = described('1773216000.31.wav', asterisk, ['asterisk/Master.csv']).metadata;
    expect(direct).toMatchObject({ direction: 'incoming', operator: { id: '203' }, ring_seconds: 9 });
    expect(direct.queue_seconds).toBeUndefined();
  });

  it('a report with a heading is joined by the name of the recording', () => {
    const found = described('in-74951234567-79110000021-20260311-120000-1773219600.48.wav', asterisk, [
      'asterisk/freepbx-report.csv',
    ]);
    expect(found.metadata).toMatchObject({ operator: { id: '203' }, ring_seconds: 12, direction: 'incoming' });
  });

  it.each([
    ['in-74951234567-79110000021-20260311-120000-1773219600.48.wav', 'incoming', '+79110000021', undefined],
    ['out-89110000018-201-20260311-100000-1773212400.29.wav', 'outgoing', '+79110000018', '201'],
    ['external-203-79110000019-20260311-110000-1773216000.31.wav', 'incoming', '+79110000019', '203'],
    ['q-600-79110000017-20260311-091325-1773209604.26.wav', 'incoming', '+79110000017', undefined],
    ['force-0821000000-3201-20250327-092517-1743042317.12206.wav', 'outgoing', '+70821000000', '3201'],
  ])('the name %s alone', (name, direction, phone, operator) => {
    const { metadata } = described(name, asterisk, []);
    expect(metadata.direction).toBe(direction);
    expect(metadata.client).toEqual({ phone });
    expect(metadata.operator?.id).toBe(operator);
    expect(metadata.started_at).toMatch(/^202[56]-03-\d\dT\d\d:\d\d:\d\d\+03:00$/);
  });
});

describe('FreeSWITCH', () => {
  const freeswitch = { preset: 'freeswitch' as const };

  it('mod_cdr_csv: the uuid names the recording', () => {
    const incoming = described('5b0e2ab6-7bd1-11e5-a230-5c514f6a0f72.wav', freeswitch, ['freeswitch/Master.csv']);
    expect(incoming.metadata).toMatchObject({
      direction: 'incoming',
      started_at: '2026-03-11T09:14:11+03:00',
      client: { phone: '+79110000017' },
      ring_seconds: 6,
      operator_channel: 'right',
    });
    const outgoing = described('7d2f4cd8-7bd1-11e5-a230-5c514f6a0f72.wav', freeswitch, ['freeswitch/Master.csv']);
    expect(outgoing.metadata).toMatchObject({
      direction: 'outgoing',
      operator: { id: '201' },
      client: { phone: '+79110000018' },
      operator_channel: 'left',
    });
    expect(outgoing.metadata.ring_seconds).toBeUndefined();
  });

  it('mod_json_cdr of a call centre queue: waiting by its own times', () => {
    const { metadata } = described('9f416efa-7bd1-11e5-a230-5c514f6a0f72.wav', freeswitch, [
      'freeswitch/a_9f41.cdr.json',
    ]);
    expect(metadata).toMatchObject({
      direction: 'incoming',
      queue: 'support',
      queue_seconds: 48,
      operator: { id: '202', name: 'Анна' },
      started_at: '2026-03-11T09:30:50+03:00',
    });
    expect(metadata.ring_seconds).toBeUndefined();
  });
});

describe('3CX', () => {
  it('joins by the number in brackets; its times are UTC', () => {
    const name = '[Анна Иванова]_79110000017-202_20260311061405(1234).wav';
    const { metadata, match } = described(name, { preset: '3cx' }, ['3cx/cdr.log']);
    expect(match).toBe('found');
    expect(metadata).toEqual({
      direction: 'incoming',
      started_at: '2026-03-11T09:14:05+03:00',
      operator: { id: '202', name: 'Анна Иванова' },
      client: { phone: '+79110000017' },
      queue: '800',
      ring_seconds: 5,
      queue_seconds: 41,
    });
    const outgoing = described('[Светлана Петрова]_201-79110000018_20260311070000(1235).wav', { preset: '3cx' }, [
      '3cx/cdr.log',
    ]);
    expect(outgoing.metadata).toMatchObject({
      direction: 'outgoing',
      operator: { id: '201', name: 'Светлана Петрова' },
    });
  });
});

describe('Mango Office', () => {
  it('joins by the id of the recording; legs of one entry are one call', () => {
    const { metadata } = described('MToxMDAxMTQxMDo1OTk5NzY1MDM2OjA=.mp3', { preset: 'mango' }, ['mango/result.csv']);
    expect(metadata).toEqual({
      direction: 'incoming',
      started_at: '2026-03-11T09:14:05+03:00',
      operator: { id: '202' },
      client: { phone: '+79110000017' },
      ring_seconds: 6,
    });
    const outgoing = described('MToxMDAxMTQxMDo1OTk5NzY1MDM3OjA=.mp3', { preset: 'mango' }, ['mango/result.csv']);
    expect(outgoing.metadata).toMatchObject({ direction: 'outgoing', operator: { id: '201' } });
  });
});

describe('UIS', () => {
  it('tells waiting and work after the call; the operator is an employee', () => {
    const { metadata } = described('66fb4a9f1a2b3c4d5e6f708192a3b4c5.mp3', { preset: 'uis' }, [
      'uis/calls_report.json',
    ]);
    expect(metadata).toEqual({
      direction: 'incoming',
      started_at: '2026-03-11T09:14:05+03:00',
      operator: { id: '25606', name: 'Анна Иванова' },
      client: { phone: '+79110000017' },
      queue: 'Абонентский отдел',
      queue_seconds: 41,
      wrap_up_seconds: 120,
    });
    const outgoing = described('203048575_77ac5ba02b3c4d5e6f708192a3b4c5d6.mp3', { preset: 'uis' }, [
      'uis/calls_report.json',
    ]);
    expect(outgoing.metadata).toMatchObject({ direction: 'outgoing', operator: { id: '25607' } });
    expect(outgoing.metadata.queue_seconds).toBeUndefined();
    expect(outgoing.metadata.wrap_up_seconds).toBeUndefined();
  });
});

describe('a mapping of one’s own', () => {
  const mapping = {
    fields: {
      ids: 'Номер',
      recording: 'Файл',
      started_at: { date: 'Дата', time: 'Время' },
      direction: 'Направление',
      extension: 'Внутренний',
      operator_name: 'Оператор',
      client: 'Телефон',
      queue_seconds: 'Ожидание',
    },
  };
  const given = { cdr: { path: '/cdr', mapping }, time_zone: 'Asia/Yekaterinburg' } as unknown as Partial<Source>;

  it('reads Windows-1251, semicolons, Russian dates; a broken line costs only itself', () => {
    const ready = readySource(sourceOf(given), 'Europe/Moscow');
    const { legs, problems } = readCdr(fixture('own-cp1251.csv'), ready.source, ready.cdrTimeZone);
    const calls = callsOf(legs);
    expect(calls.map(({ ids }) => ids[0])).toEqual(['77', '78', '80']);
    expect(problems).toEqual([{ line: 4, cause: expect.any(String) }]);
    // 31 February is no day: the call has no time then, and the rest of its row is kept.
    expect(calls[1]?.startedAt).toBeUndefined();
    expect(describeRecording('звонок-77.wav', ready, cdrIndex(calls)).metadata).toEqual({
      direction: 'incoming',
      started_at: '2026-03-11T09:14:05+05:00',
      operator: { id: '202', name: 'Иванова Анна' },
      client: { phone: '+79110000017' },
      queue_seconds: 41,
    });
  });
});
