/** A watched folder: every good file once, none half-written, broken ones aside with a reason, nothing that is no file. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readySource } from '../../../analyzer/ingest/describe-recording.ts';
import { openPlace } from '../../../analyzer/ingest/open-place.ts';
import { type FolderSource, sourceSchema } from '../../../analyzer/ingest/source.ts';
import { watchPlace } from '../../../analyzer/ingest/watch-place.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { ingestLog } from '../../../analyzer/storage/state/ingest-log.ts';
import { noiseWav } from '../../support/recording-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testApp } from '../../support/test-app.ts';

const given = testApp();
let number = 0;

/** A source over a folder of its own; `pass` sets its clock forward. */
async function watched(settings: Partial<FolderSource> = {}) {
  number += 1;
  const folder = join(tempFolder(), 'records');
  mkdirSync(folder);
  const source = sourceSchema.parse({ name: `ats-${number}`, folder, ...settings });
  const database = await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite'));
  const log = ingestLog(database);
  let now = 0;
  let later = 0;
  const ready = readySource(source, 'Europe/Moscow');
  const place = await openPlace(ready, {
    tempFolder: join(given.folder, 'tmp'),
    maxBytes: 1e9,
    secrets: { s3AccessKey: undefined, s3SecretKey: undefined, sftpPassword: undefined },
  });
  const start = () =>
    watchPlace(ready, place, {
      recordings: given.analyzer.recordings,
      intake: given.analyzer.intake,
      admit: given.analyzer.surroundings.admit,
      tempFolder: join(given.folder, 'tmp'),
      log,
      now: () => now,
      clock: () => new Date(Date.now() + later),
    });
  let watch = start();
  return {
    folder,
    at: (name: string) => join(folder, name),
    put: (name: string, content: Uint8Array | string = noiseWav()) => {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), content);
    },
    /** A look, `seconds` after the last one. */
    look: async (seconds = 11) => {
      now += seconds * 1000;
      return watch.round();
    },
    /** Lets days pass for the calendar. */
    passDays: (days: number) => {
      later += days * 86_400_000;
    },
    /** As after a restart of the product. */
    restart: () => {
      watch = start();
    },
    refusals: async () => (await log.refusals(500)).filter((file) => file.source === source.name),
  };
}

const callsOf = async (name: string) =>
  (await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 500 })).items.filter(
    (call) => call.externalId === name,
  );

describe('a watched folder', () => {
  it('takes a file when it has stood still, and moves it away', async () => {
    const source = await watched();
    source.put('звонок-1.wav');
    expect(await source.look()).toMatchObject({ taken: 0, waiting: 1 });
    expect(await source.look(5)).toMatchObject({ taken: 0, waiting: 1 });
    expect(await source.look(5)).toMatchObject({ taken: 1, waiting: 0 });
    expect(readdirSync(source.folder)).toEqual(['done']);
    expect(existsSync(source.at('done/звонок-1.wav'))).toBe(true);
    expect(await source.look()).toMatchObject({ taken: 0, waiting: 0 });
    expect(await callsOf('звонок-1')).toMatchObject([{ source: 'import', state: 'waiting' }]);
  });

  it('never takes what grows, is open in another program or has a name of the way', async () => {
    const source = await watched();
    const whole = noiseWav(3);
    source.put('slow.wav', whole.subarray(0, 20_000));
    source.put('copy.wav.part');
    source.put('.hidden.wav');
    await source.look();
    appendFileSync(source.at('slow.wav'), whole.subarray(20_000, 40_000));
    expect(await source.look()).toMatchObject({ taken: 0, waiting: 1 });
    appendFileSync(source.at('slow.wav'), whole.subarray(40_000));
    // A writer that pauses: the size stands still, and the file is open all the same.
    const writer = spawn('bash', ['-c', `exec 9>>"$1"; echo open; read -r`, 'bash', source.at('slow.wav')]);
    await once(writer.stdout, 'data');
    await source.look();
    expect(await source.look()).toMatchObject({ taken: 0, waiting: 1 });
    writer.stdin.end('\n');
    await once(writer, 'exit');
    expect(await source.look()).toMatchObject({ taken: 1, waiting: 0 });
    renameSync(source.at('copy.wav.part'), source.at('copy.wav'));
    await source.look();
    expect(await source.look()).toMatchObject({ taken: 1, waiting: 0 });
    expect(readdirSync(source.folder).sort()).toEqual(['.hidden.wav', 'done']);
  });

  it('A82 A54 refuses links, channels and archives without opening them', async () => {
    const source = await watched();
    symlinkSync(join(given.folder, 'state', 'kamerton.sqlite'), source.at('link.wav'));
    symlinkSync('/', source.at('root'));
    execFileSync('mkfifo', [source.at('pipe.wav')]);
    source.put('A54.zip', Buffer.from('504b0304', 'hex'));
    const round = await source.look();
    expect(round).toMatchObject({ refused: 3, taken: 0, waiting: 0 });
    expect((await source.refusals()).map(({ name, reason }) => [name, reason?.split(' – ')[0]]).sort()).toEqual([
      ['A54.zip', 'архивы не принимаются'],
      ['link.wav', 'это не обычный файл (ссылка, канал или устройство)'],
      ['pipe.wav', 'это не обычный файл (ссылка, канал или устройство)'],
    ]);
    expect(readFileSync(source.at('rejected/pipe.wav.reason.txt'), 'utf8')).toContain('не обычный файл');
    expect(await source.look()).toMatchObject({ refused: 0 });
    expect(existsSync(join(given.folder, 'state', 'kamerton.sqlite'))).toBe(true);
  });

  it('A44 puts broken recordings aside with a reason in words, and shows no telephone number', async () => {
    const source = await watched();
    source.put('79110000017.wav', 'это не звук');
    source.put('list.wav', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n');
    source.put('half.wav', noiseWav().subarray(0, 30));
    await source.look();
    expect(await source.look()).toMatchObject({ refused: 3, taken: 0, waiting: 0 });
    const reasons = await source.refusals();
    expect(reasons.map(({ name }) => name).sort()).toEqual(['half.wav', 'list.wav', '…17.wav']);
    for (const { reason } of reasons) expect(reason).toMatch(/^Запись «.*» не принята: /);
    expect(JSON.stringify(reasons)).not.toContain('79110000017');
    expect(readdirSync(source.at('rejected')).filter((name) => name.endsWith('.reason.txt'))).toHaveLength(3);
  });

  it('takes nothing twice: the same sound under another name, after a restart, left where it is', async () => {
    const source = await watched({ after: 'leave' });
    const sound = noiseWav();
    source.put('a.wav', sound);
    source.put('deep/er/b.wav', sound);
    await source.look();
    expect(await source.look()).toMatchObject({ taken: 1, duplicates: 1 });
    source.restart();
    await source.look();
    expect(await source.look()).toMatchObject({ taken: 0, duplicates: 0, waiting: 0 });
    expect(readdirSync(source.folder).sort()).toEqual(['a.wav', 'deep']);
    // Another sound under an old name is another recording.
    source.put('a.wav');
    await source.look();
    expect(await source.look()).toMatchObject({ taken: 1 });
  });

  it('waits for the marker, and for the file beside', async () => {
    const marked = await watched({ complete: 'marker' });
    marked.put('m.wav');
    await marked.look();
    expect(await marked.look()).toMatchObject({ taken: 0, waiting: 1 });
    marked.put('m.wav.done', '');
    expect(await marked.look()).toMatchObject({ taken: 1, waiting: 0 });
    expect(readdirSync(marked.at('done')).sort()).toEqual(['m.wav', 'm.wav.done']);

    const beside = await watched({ wait_for: 'sidecar', calls: { company_in_ivr: true, queue: 'квитанции' } });
    beside.put('s.wav');
    await beside.look();
    expect(await beside.look()).toMatchObject({ taken: 0, waiting: 1 });
    beside.put('s.json', JSON.stringify({ id: 'крц-77', operator: { id: 'op-1' }, ring_seconds: 4, anything: 'else' }));
    await beside.look();
    expect(await beside.look()).toMatchObject({ taken: 1 });
    const [call] = await callsOf('крц-77');
    expect(call?.metadata).toEqual({
      company_in_ivr: true,
      queue: 'квитанции',
      operator: { id: 'op-1' },
      ring_seconds: 4,
    });
    // After so long it is taken with what is known.
    beside.put('late.wav');
    utimesSync(beside.at('late.wav'), new Date(), new Date(Date.now() - 3_700_000));
    await beside.look();
    expect(await beside.look()).toMatchObject({ taken: 1 });
    expect(await callsOf('late')).toHaveLength(1);
  });

  it('keeps what was taken or refused as long as it is told to, counts it, and never for ever', async () => {
    const source = await watched({ keep_done_days: 7 });
    source.put('deep/k.wav');
    source.put('broken.wav', 'no sound');
    await source.look();
    await source.look();
    source.passDays(6);
    // The recording; the broken file and its reason.
    expect(await source.look()).toMatchObject({ kept: 3 });
    expect(existsSync(source.at('done/deep/k.wav'))).toBe(true);
    source.passDays(2);
    expect(await source.look()).toMatchObject({ kept: 2 });
    expect(existsSync(source.at('done/deep/k.wav'))).toBe(false);
    source.passDays(23);
    expect(await source.look()).toMatchObject({ kept: 0 });
    const unsaid = sourceSchema.parse({ name: 'ats', folder: '/records' });
    expect([unsaid.keep_done_days, unsaid.keep_rejected_days]).toEqual([3, 30]);
    expect(sourceSchema.safeParse({ name: 'ats', folder: '/records', keep_done_days: 365 }).success).toBe(false);
  });

  it('refuses a recording with a broken file beside it, and says which', async () => {
    const source = await watched();
    source.put('x.wav');
    source.put('x.json', '{"ring_seconds": "четыре"}');
    await source.look();
    expect(await source.look()).toMatchObject({ refused: 1, taken: 0 });
    expect((await source.refusals())[0]?.reason).toBe(
      'x.json: ожидается JSON со сведениями о звонке, поле ring_seconds',
    );
    expect(readdirSync(source.at('rejected')).sort()).toEqual(['x.json', 'x.wav', 'x.wav.reason.txt']);
  });

  it('says when the folder or the CDR is not there', async () => {
    const source = await watched({ folder: '/nowhere/at/all' });
    expect((await source.look()).problem).toBe('папка /nowhere/at/all не читается; проверьте путь и права');
    const other = await watched({ preset: 'asterisk', cdr: { path: '/nowhere/cdr' } });
    expect((await other.look()).problem).toContain('файлов CDR нет по пути /nowhere/cdr');
  });

  it('of 120 files, some being written and some broken, ends with every good one once', async () => {
    const source = await watched({ nested: true });
    const before = (await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 1 })).total;
    const open: number[] = [];
    for (let i = 0; i < 120; i += 1) {
      const name = `day-${i % 7}/call-${i}.wav`;
      const whole = noiseWav(1.1, i + 1);
      if (i % 10 === 3) source.put(name, whole.subarray(0, 20 + i));
      else if (i % 10 === 7) {
        source.put(name, whole.subarray(0, 5_000));
        open.push(i);
      } else source.put(name, whole);
    }
    let [taken, refused] = [0, 0];
    for (let turn = 0; turn < 4; turn += 1) {
      const round = await source.look();
      taken += round.taken;
      refused += round.refused;
      for (const i of open) {
        const written = 5_000 + turn * 4_000;
        appendFileSync(
          source.at(`day-${i % 7}/call-${i}.wav`),
          noiseWav(1.1, i + 1).subarray(written, written + 4_000),
        );
      }
      if (turn === 1) source.restart();
    }
    // Every writer's last bytes.
    for (const i of open) {
      const file = openSync(source.at(`day-${i % 7}/call-${i}.wav`), 'w');
      writeFileSync(file, noiseWav(1.1, i + 1));
      closeSync(file);
    }
    for (let turn = 0; turn < 3; turn += 1) {
      const round = await source.look();
      taken += round.taken;
      refused += round.refused;
    }
    expect({ taken, refused, good: taken }).toEqual({ taken: 108, refused: 12, good: 108 });
    expect((await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 1 })).total - before).toBe(108);
    expect(await source.look()).toEqual({
      taken: 0,
      duplicates: 0,
      refused: 0,
      waiting: 0,
      cdrCalls: null,
      problem: null,
      reached: true,
    });
  });
});
