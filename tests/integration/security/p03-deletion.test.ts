/** P03, P06: after a deletion no file holds the phrase, the telephone number or the id of the call; the act proves it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAct } from '../../../analyzer/retention/deletion-act.ts';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { type KeptCalls, openKeptCalls } from '../../support/kept-calls.ts';
import { filesWith, uuidBytes } from '../../support/raw-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const phone = '+7 (912) 345-67-81';
const phrase = 'сиреневая водонапорная каракатица';
const clerk = { id: 'admin-1', login: 'admin', ip: '10.0.0.1' };

describe('deletion on request', () => {
  const folder = tempFolder();
  let kept: KeptCalls;
  let id: string;
  let other: string;
  const places = () => ({
    phrase: filesWith(folder, phrase),
    phone: filesWith(folder, phone, '9123456781'),
    id: filesWith(folder, id, uuidBytes(id)),
  });

  beforeAll(async () => {
    kept = await openKeptCalls(folder);
    // Compressed text cannot be searched in a file: here it is stored as it is, so that the search can fail.
    const client = openFactsClient(kept.servers.facts);
    for (const [table, column, type] of [
      ['segments', 'text', 'String'],
      ['calls', 'external_id', 'String'],
      ['findings', 'text', 'String'],
    ]) {
      await client.command({ query: `ALTER TABLE ${table} MODIFY COLUMN ${column} ${type} CODEC(NONE)` });
    }
    await client.close();
    id = await kept.add({ startedAt: '2026-05-05T10:00:00+03:00', phone, words: phrase, name: 'tel-9123456781' });
    other = await kept.add({ startedAt: '2026-05-05T11:00:00+03:00', phone: '+79120000000', words: 'всё хорошо' });
    await kept.analyzer.queue.add({ callId: id, run: 1 });
    await kept.analyzer.audit.record({
      action: 'call.viewed',
      actorId: null,
      actorLogin: 'petrova',
      ip: '10.0.0.2',
      objectId: id,
      result: 'done',
    });
  });
  afterAll(async () => {
    await kept.close();
  });

  it('P03 holds the words, the number and the id before (so that the search below can fail)', () => {
    const before = places();
    expect(before.phrase.some((path) => path.startsWith('clickhouse'))).toBe(true);
    expect(before.phone.some((path) => path.startsWith('state'))).toBe(true);
    expect(before.id.some((path) => path.startsWith('redis'))).toBe(true);
    expect(before.id.some((path) => path.startsWith('state'))).toBe(true);
  });

  it('P03 leaves nothing of the call in any file, and everything of the others', async () => {
    const { analyzer } = kept;
    const deletion = await analyzer.privacy.request(phone, 'заявление клиента № 17', clerk);
    expect(deletion.state).toBe('approved');
    const recording = (await analyzer.ledger.find(id))?.recording ?? '';
    expect(await analyzer.retention.runApproved()).toBe(true);
    expect(await analyzer.ledger.find(id)).toBeNull();
    expect(await analyzer.recordings.has(recording)).toBe(false);
    expect(places()).toEqual({ phrase: [], phone: [], id: [] });
    expect((await analyzer.facts.read({ id: other, day: '2026-05-05' }))?.segments[0]?.text).toBe('всё хорошо');
    expect((await analyzer.audit.verify()).broken).toBeNull();
  });

  it('keeps the numbers of the call without naming it', async () => {
    const client = openFactsClient(kept.servers.facts);
    const answer = await client.query({
      query: `SELECT erased, operator_id, round(score, 1) AS score, external_id, found_rules, found_phrases FROM calls FINAL ORDER BY erased`,
      format: 'JSONEachRow',
    });
    const rows = await answer.json();
    await client.close();
    expect(rows).toMatchObject([
      { erased: false, operator_id: 'op-1', score: 87.5 },
      {
        erased: true,
        operator_id: 'op-1',
        score: 87.5,
        external_id: '',
        found_rules: ['diminutive', 'filler'],
        found_phrases: ['', ''],
      },
    ]);
  });

  it('P06 writes an act that is genuine, names ground and hashes, and shows every change', async () => {
    const acts = join(folder, 'acts');
    const name = readdirSync(acts).find((one) => one.endsWith('.json')) ?? '';
    const text = readFileSync(join(acts, name), 'utf8');
    const verdict = verifyAct(text, kept.analyzer.audit.key);
    expect(verdict).toMatchObject({
      kind: 'genuine',
      act: {
        ground: 'заявление клиента № 17',
        requestedBy: 'admin',
        approvedBy: 'admin',
        objects: [
          {
            day: '2026-05-05',
            level: 'everything',
            what: ['recording', 'copies', 'words', 'metadata', 'facts', 'reviews'],
            recordingSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            wordsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
        ],
      },
    });
    expect(verifyAct(text.replace('2026-05-05', '2026-05-06'), kept.analyzer.audit.key).kind).toBe('changed');
    expect(readFileSync(join(acts, name.replace('.json', '.txt')), 'utf8')).toContain('заявление клиента № 17');
  });
});
