/** What `npm start` shows a newcomer: six synthetic sample calls and one account of each role. */
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Analyzer } from '../analyzer.ts';
import { callSchema } from '../domain/call.ts';
import { randomToken } from '../platform/ids.ts';

/** Folder of the sample recordings with their exact transcripts and truth files. */
export const samplesFolder = fileURLToPath(new URL('./recordings/', import.meta.url));

/** The samples and who answers the telephone in each. */
export const samples = [
  { file: '01_perfect.wav', operator: { id: 'op-marina', name: 'Марина' } },
  { file: '03_lexis.wav', operator: { id: 'op-svetlana', name: 'Светлана' } },
  { file: '05_conflict_bad.wav', operator: { id: 'op-olga', name: 'Ольга' } },
  { file: '07_hold_dead_air.opus', operator: { id: 'op-anna', name: 'Анна' } },
  { file: '11_mono.mp3', operator: { id: 'op-tatyana', name: 'Татьяна' } },
  { file: '14_ivr_rings.wav', operator: { id: 'op-yulia', name: 'Юлия' } },
] as const;

/**
 * Takes the samples in through the same door as every call; those already there are left alone. They stand as yesterday's calls,
 * each at its own hour, so that a newcomer finds what can be heard at the top of the list.
 */
export async function receiveSamples(analyzer: Pick<Analyzer, 'intake' | 'recordings'>): Promise<void> {
  for (const sample of samples) {
    const name = sample.file.replace(/\.[^.]+$/, '');
    const { id, segments, ...metadata } = callSchema.parse(
      JSON.parse(await readFile(join(samplesFolder, `${name}.transcript.json`), 'utf8')),
    );
    const recording = await analyzer.recordings.take(createReadStream(join(samplesFolder, sample.file)));
    await analyzer.intake.receive({
      source: 'demo',
      externalId: id,
      metadata: { ...metadata, started_at: yesterdayAt(metadata.started_at), operator: sample.operator },
      recording: recording.name,
      transcript: segments,
    });
  }
}

/** @param moment ISO 8601 with its offset from UTC: the hour of the day and the offset stay */
function yesterdayAt(moment: string | undefined): string | undefined {
  if (moment === undefined) return undefined;
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  return `${yesterday.slice(0, 10)}${moment.slice(10)}`;
}

const accountSchema = z.object({
  login: z.string(),
  name: z.string(),
  role: z.string(),
  operatorId: z.string().nullable(),
  grants: z.array(z.string()).default([]),
  password: z.string(),
});
export type DemoAccount = z.infer<typeof accountSchema>;

const people = [
  { login: 'supervisor', name: 'Ирина Контролёва', role: 'supervisor', operatorId: null, grants: ['call.every_team'] },
  { login: 'operator', name: 'Светлана', role: 'operator', operatorId: 'op-svetlana' },
  { login: 'trainer', name: 'Павел Наставников', role: 'trainer', operatorId: null },
  { login: 'manager', name: 'Елена Руководова', role: 'manager', operatorId: null },
  {
    login: 'supervisor2',
    name: 'Татьяна Проверкина',
    role: 'supervisor',
    operatorId: null,
    grants: ['call.every_team'],
  },
  { login: 'admin', name: 'Администратор', role: 'administrator', operatorId: null },
];

/**
 * Creates the demo accounts at the first start, with random passwords kept in the data folder (readable by its owner) so
 * that later starts can show them again. A store that has accounts of its own gets none.
 */
export async function demoAccounts(analyzer: Pick<Analyzer, 'accounts'>, dataFolder: string): Promise<DemoAccount[]> {
  const path = join(dataFolder, 'demo-accounts.json');
  if (!(await analyzer.accounts.isEmpty())) {
    return readFile(path, 'utf8').then(
      (text) => accountSchema.array().parse(JSON.parse(text)),
      () => [],
    );
  }
  const created = people.map((person) => ({ grants: [], ...person, password: randomToken(12) }));
  await writeFile(path, JSON.stringify(created, null, 2), { mode: 0o600 });
  for (const account of created) await analyzer.accounts.create(account);
  return created;
}
