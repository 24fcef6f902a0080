/** Messages of Mango Office and of UIS: signatures by hand, what they tell of a call. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFromMango, mangoForm, readMango } from '../../../analyzer/ingest/announced/mango.ts';
import { readUis, uisNotificationSchema } from '../../../analyzer/ingest/announced/uis.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/telephony', name), 'utf8');
const keys = { key: 'код-атс', salt: 'ключ подписи', url: 'https://app.mango-office.ru/vpbx' };
const zone = 'Europe/Moscow';

describe('Mango Office', () => {
  it('signs with sha256 of key, message and salt', () => {
    const json = '{"a":1}';
    const sign = createHash('sha256').update('код-атс{"a":1}ключ подписи').digest('hex');
    const form = { vpbx_api_key: 'код-атс', sign, json };
    expect(isFromMango(form, keys)).toBe(true);
    expect(isFromMango({ ...form, sign: sign.toUpperCase() }, keys)).toBe(true);
    expect(isFromMango({ ...form, json: '{"a":2}' }, keys)).toBe(false);
    expect(isFromMango({ ...form, vpbx_api_key: 'другой' }, keys)).toBe(false);
    expect(isFromMango({ ...form, sign: '' }, keys)).toBe(false);
    expect(isFromMango(form, { ...keys, salt: 'другой' })).toBe(false);
    expect(Object.fromEntries(new URLSearchParams(mangoForm({ a: 'x' }, keys)))).toEqual({
      vpbx_api_key: 'код-атс',
      sign: createHash('sha256').update('код-атс{"a":"x"}ключ подписи').digest('hex'),
      json: '{"a":"x"}',
    });
  });

  it('tells the end of a call and of its recording', () => {
    // talk_time 1773209645 is 11 March 2026, 09:14:05 in Moscow.
    expect(readMango('events/summary', JSON.parse(fixture('mango/summary.json')), zone)).toEqual({
      kind: 'call',
      entry: 'MzQ5MTE4Njk4ODk=',
      metadata: {
        direction: 'incoming',
        started_at: '2026-03-11T09:14:05+03:00',
        operator: { id: '202' },
        client: { phone: '+79110000017' },
      },
    });
    const outgoing = { entry_id: 'e', call_direction: '2', from: { extension: 201 }, to: { number: '89110000018' } };
    expect(readMango('events/summary', { ...outgoing, create_time: 1773209604 }, zone)).toMatchObject({
      metadata: { direction: 'outgoing', operator: { id: '201' }, client: { phone: '+79110000018' } },
    });
    const recording = { kind: 'recording', entry: 'MzQ5MTE4Njk4ODk=', recording: 'MToxMDAxMTQxMDo1OTk5NzY1MDM2OjA=' };
    const added = JSON.parse(fixture('mango/record-added.json'));
    expect(readMango('events/record/added', added, zone)).toEqual(recording);
    expect(readMango('events/recording', { ...added, recording_state: 'Completed' }, zone)).toEqual(recording);
    expect(readMango('events/recording', { ...added, recording_state: 'Started' }, zone)).toEqual({ kind: 'nothing' });
    expect(readMango('events/call', { anything: true }, zone)).toEqual({ kind: 'nothing' });
    expect(() => readMango('events/summary', { entry_id: 5 }, zone)).toThrow();
  });
});

it('UIS tells the call by its template', () => {
  const told = uisNotificationSchema.parse({
    ...JSON.parse(fixture('uis/notification.json')),
    secret: 's',
    file_link: 'https://app.uiscom.ru/system/media/talk/1/ab/',
  });
  expect(told.call_session_id).toBe('203048574');
  // The session began at 09:13:24, the talk 41 s later.
  expect(readUis(told, zone)).toEqual({
    direction: 'incoming',
    started_at: '2026-03-11T09:14:05+03:00',
    operator: { id: '25606', name: 'Анна Иванова' },
    client: { phone: '+79110000018' },
    queue: 'Абонентский отдел',
    queue_seconds: 41,
  });
  const bare = uisNotificationSchema.parse({
    secret: 's',
    call_session_id: '1',
    file_link: 'https://x.ru/',
    direction: '',
  });
  expect(readUis(bare, zone)).toEqual({});
  expect(uisNotificationSchema.safeParse({ ...bare, anything: 1 }).success).toBe(false);
});
