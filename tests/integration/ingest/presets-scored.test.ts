/** The sample of each preset goes in as its exchange would deliver it, and comes out scored. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { callMetadataSchema } from '../../../analyzer/domain/call.ts';
import { readySource } from '../../../analyzer/ingest/describe-recording.ts';
import { openPlace } from '../../../analyzer/ingest/open-place.ts';
import { sourceSchema } from '../../../analyzer/ingest/source.ts';
import { watchPlace } from '../../../analyzer/ingest/watch-place.ts';
import { inspectRecording } from '../../../analyzer/sound/inspect-recording.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { ingestLog } from '../../../analyzer/storage/state/ingest-log.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
const noSecrets = {
  tempFolder: tempFolder(),
  maxBytes: 1e9,
  secrets: { s3AccessKey: undefined, s3SecretKey: undefined, sftpPassword: undefined },
};
const telephony = join(import.meta.dirname, '../../fixtures/telephony');
const sample = (name: string) => join(samplesFolder, name);
const ffmpeg = (...args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-i', sample('03_lexis.wav'), ...args]);

/** The words alone: everything else must come from the exchange. */
const words = () => {
  const { segments } = JSON.parse(readFileSync(sample('03_lexis.transcript.json'), 'utf8'));
  return JSON.stringify({ segments });
};

interface Sample {
  preset: 'asterisk' | 'freeswitch' | '3cx' | 'mango' | 'uis';
  stem: string;
  /** Writes the recording as the exchange does. */
  record: (stem: string) => void;
  cdr: string | string[];
  /** What the telephony tells. */
  told: object;
  /** Criteria of Table 5 that only the telephony can decide. */
  outcomes: Record<string, string>;
}

const left = ['-filter_complex', 'pan=mono|c0=c0'];
const right = ['-filter_complex', 'pan=mono|c0=c1'];
const samples: Sample[] = [
  {
    preset: 'asterisk',
    stem: '1773209604.26',
    // Monitor with WAV49: the caller's leg «in», the operator's «out», GSM both.
    record: (stem) => {
      ffmpeg(...right, '-ar', '8000', '-c:a', 'libgsm_ms', '-f', 'wav', `${stem}-in.WAV`);
      ffmpeg(...left, '-ar', '8000', '-c:a', 'libgsm_ms', '-f', 'wav', `${stem}-out.WAV`);
    },
    cdr: ['asterisk/cel.csv', 'asterisk/queue_log'],
    told: { operator: { id: '202' }, ring_seconds: 6, transfer_seconds: 28, wrap_up_seconds: 90, queue: '600' },
    outcomes: { 'time.queue': 'passed', 'time.answer': 'passed', 'time.connect': 'passed', 'time.wrap_up': 'passed' },
  },
  {
    preset: 'freeswitch',
    stem: '5b0e2ab6-7bd1-11e5-a230-5c514f6a0f72',
    // RECORD_STEREO on the leg of the caller: the caller is on the left.
    record: (stem) => ffmpeg('-filter_complex', 'pan=stereo|c0=c1|c1=c0', '-c:a', 'pcm_alaw', `${stem}.wav`),
    cdr: 'freeswitch/Master.csv',
    told: { direction: 'incoming', ring_seconds: 6 },
    outcomes: { 'time.answer': 'passed', 'time.queue': 'not_applicable' },
  },
  {
    preset: '3cx',
    stem: '[Анна Иванова]_79110000017-202_20260311061405(1234)',
    record: (stem) => ffmpeg('-ac', '1', '-c:a', 'pcm_s16le', `${stem}.wav`),
    cdr: '3cx/cdr.log',
    told: { operator: { id: '202', name: 'Анна Иванова' }, queue: '800', ring_seconds: 5, queue_seconds: 41 },
    outcomes: { 'time.queue': 'passed' },
  },
  {
    preset: 'mango',
    stem: 'MToxMDAxMTQxMDo1OTk5NzY1MDM2OjA=',
    record: (stem) => ffmpeg('-c:a', 'libmp3lame', '-b:a', '32k', `${stem}.mp3`),
    cdr: 'mango/result.csv',
    told: { operator: { id: '202' }, ring_seconds: 6 },
    outcomes: { 'time.answer': 'passed' },
  },
  {
    preset: 'uis',
    stem: '66fb4a9f1a2b3c4d5e6f708192a3b4c5',
    record: (stem) => ffmpeg('-ac', '1', '-c:a', 'libmp3lame', '-b:a', '16k', `${stem}.mp3`),
    cdr: 'uis/calls_report.json',
    told: { operator: { id: '25606', name: 'Анна Иванова' }, queue_seconds: 41, wrap_up_seconds: 120 },
    outcomes: { 'time.queue': 'passed', 'time.wrap_up': 'passed' },
  },
];

beforeAll(() => given.analyzer.startWorking());

describe.each(samples)('$preset', ({ preset, stem, record, cdr, told, outcomes }) => {
  it('goes in as it is delivered and comes out scored', async () => {
    const folder = join(tempFolder(), 'records');
    mkdirSync(join(folder, '2026/03/11'), { recursive: true });
    const cdrFolder = join(tempFolder(), 'cdr');
    mkdirSync(cdrFolder);
    for (const file of [cdr].flat()) copyFileSync(join(telephony, file), join(cdrFolder, basename(file)));
    record(join(folder, '2026/03/11', stem));
    writeFileSync(join(folder, '2026/03/11', `${stem}.json`), words());
    const source = sourceSchema.parse({
      name: `ats-${preset}`,
      folder,
      preset,
      cdr: { path: cdrFolder },
      settle_seconds: 0,
      wait_for: 'cdr',
    });
    const log = ingestLog(await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite')));
    const { recordings, intake, ledger, surroundings } = given.analyzer;
    const ready = readySource(source, 'Europe/Moscow');
    const watch = watchPlace(ready, await openPlace(ready, noSecrets), {
      admit: surroundings.admit,
      recordings,
      intake,
      log,
      tempFolder: join(given.folder, 'tmp'),
    });
    const before = new Set((await ledger.page({ scope: { kind: 'all' }, limit: 50 })).items.map(({ id }) => id));
    expect(await watch.round()).toMatchObject({ taken: 1, refused: 0, waiting: 0, problem: null });

    const call = (await ledger.page({ scope: { kind: 'all' }, limit: 50 })).items.find(({ id }) => !before.has(id));
    expect(call?.metadata).toMatchObject(callMetadataSchema.parse({ client: { phone: '+79110000017' }, ...told }));
    if (call?.recording && preset === 'asterisk') {
      const copy = await recordings.plainCopy(call.recording, join(given.folder, 'tmp'));
      expect(await inspectRecording(copy.path)).toMatchObject({ codec: 'pcm', channels: 2, sampleRate: 8000 });
      await copy.release();
    }
    await waitFor(
      async () => ['done', 'failed', 'refused'].includes((await ledger.find(call?.id ?? ''))?.state ?? ''),
      90,
    );
    const answer = await given.app.inject({
      url: `/api/calls/${call?.id}`,
      headers: { cookie: given.cookies.supervisor },
    });
    const { state, analysis } = answer.json();
    const { sound } = analysis;
    expect(state).toBe('done');
    const found = Object.fromEntries(
      analysis.criteria.map((one: { id: string; outcome: string }) => [one.id, one.outcome]),
    );
    expect(found).toMatchObject(outcomes);
    // The findings of the sample, on the operator's channel whichever side that was.
    const rules = analysis.findings.map((finding: { rule: string }) => finding.rule);
    expect(rules).toEqual(expect.arrayContaining(['diminutive', 'filler', 'irritant', 'imperative']));
    // The usual channel of the source was right: nothing had to be swapped.
    if (preset === 'asterisk' || preset === 'freeswitch') {
      expect(sound.channels.map((channel: { role: string }) => channel.role)).toEqual(['client', 'operator']);
      expect(sound.roles).toBeUndefined();
    }
  });
});
