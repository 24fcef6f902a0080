/** `kamerton import`: recordings of a folder or of a configured source with what the telephony knows of them, once, into the product that runs here. */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { openAnalyzer } from '../analyzer.ts';
import {
  type AnalyzerConfig,
  analyzerConfigSchema,
  readConfig,
  sourceSecretsOf,
  sourcesFileOf,
  tempFolderOf,
} from '../config.ts';
import { columnMappingSchema } from '../ingest/cdr/column-mapping.ts';
import { describeRecording, type ReadySource, readySource } from '../ingest/describe-recording.ts';
import { cdrFilesOf } from '../ingest/folder/cdr-files.ts';
import { groupLegs } from '../ingest/folder/group-legs.ts';
import { openPlace } from '../ingest/open-place.ts';
import type { Place } from '../ingest/place.ts';
import { presetNames } from '../ingest/presets/index.ts';
import { readSources } from '../ingest/read-sources.ts';
import { sourceSchema } from '../ingest/source.ts';
import { type Round, watchPlace } from '../ingest/watch-place.ts';
import { createLogger, hashOf, KamertonError } from '../platform/index.ts';
import { findServers } from '../servers.ts';
import { readArguments, UsageError } from './arguments.ts';

/** How many recordings `--check` tells of. */
const mostShown = 20;

/**
 * Exit code 0 when everything was taken (or was there already), 1 when something was refused or could not be reached.
 * @throws UsageError for wrong arguments; KamertonError when the stores are not there
 */
export async function importCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    source: { type: 'string' },
    preset: { type: 'string' },
    cdr: { type: 'string' },
    mapping: { type: 'string' },
    zone: { type: 'string' },
    name: { type: 'string', multiple: true, default: [] },
    after: { type: 'string', default: 'leave' },
    check: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const [folder, ...rest] = positionals;
  const config = readConfig(analyzerConfigSchema);
  let ready: ReadySource;
  if (values.source !== undefined && folder === undefined) ready = await configuredSource(values.source, config);
  else if (folder === undefined || rest.length > 0 || values.source !== undefined)
    throw new UsageError('нужна одна папка с записями или --source ИМЯ из файла источников');
  else ready = readySource(await sourceOf(resolve(folder), values), config.KAMERTON_TIME_ZONE);
  const place = await openPlace(ready, {
    tempFolder: tempFolderOf(config),
    maxBytes: config.KAMERTON_MAX_RECORDING_BYTES,
    secrets: sourceSecretsOf(config),
  });
  return values.check ? check(ready, place, values.json) : take(ready, place, config, values.json);
}

async function configuredSource(name: string, config: AnalyzerConfig): Promise<ReadySource> {
  const file = sourcesFileOf(config);
  const found = (await readSources(file, config.KAMERTON_TIME_ZONE)).find(({ source }) => source.name === name);
  if (found === undefined) throw new UsageError(`источника ${name} нет в файле ${file}`);
  return found;
}

async function sourceOf(
  folder: string,
  values: { [K in 'preset' | 'cdr' | 'mapping' | 'zone']?: string | undefined } & { name: string[]; after: string },
) {
  if (values.mapping !== undefined && values.cdr === undefined) throw new UsageError('--mapping относится к --cdr');
  const cdr = values.cdr && {
    path: resolve(values.cdr),
    ...(values.mapping && { mapping: await mappingOf(values.mapping) }),
  };
  const parsed = sourceSchema.safeParse({
    name: `import-${hashOf(folder).slice(0, 8)}`,
    folder,
    settle_seconds: 0,
    after: values.after,
    names: values.name,
    ...(values.preset && { preset: values.preset }),
    ...(values.zone && { time_zone: values.zone }),
    ...(cdr && { cdr }),
  });
  if (parsed.success) return parsed.data;
  const names: Record<string, string> = {
    preset: `--preset бывает ${presetNames.join(', ')}`,
    after: '--after бывает leave, move или delete',
    time_zone: 'после --zone нужен часовой пояс, например Europe/Moscow',
  };
  const [issue] = parsed.error.issues;
  throw new UsageError(names[String(issue?.path[0])] ?? issue?.message ?? '');
}

async function mappingOf(path: string) {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new KamertonError('bad_input', `--mapping ${path}: файл не читается (${cause.code ?? ''})`, { cause });
  });
  try {
    return columnMappingSchema.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? (cause.issues[0]?.path.join('.') ?? '') : 'это не JSON';
    throw new KamertonError('bad_input', `--mapping ${path}: сопоставление столбцов неверно (${why})`, { cause });
  }
}

/** Tells what would be known of the first recordings, and takes nothing. */
async function check(ready: ReadySource, place: Place, json: boolean): Promise<number> {
  const scan = await place.scan();
  const loaded = (await cdrFilesOf(ready, place)?.load()) ?? null;
  await place.rest();
  if (scan.problem !== null) process.stderr.write(`${scan.problem}\n`);
  if (loaded?.problem) process.stderr.write(`CDR: ${loaded.problem}\n`);
  const { groups } = groupLegs(scan.recordings, ready.pairs);
  for (const group of groups.slice(0, mostShown)) {
    const described = describeRecording(basename(group.stem), ready, loaded?.index ?? null);
    process.stdout.write(
      json
        ? `${JSON.stringify({ file: group.stem, ...described })}\n`
        : `${group.stem}\n  ${JSON.stringify(described.metadata)}\n`,
    );
  }
  const found = groups.filter(
    ({ stem }) => describeRecording(basename(stem), ready, loaded?.index ?? null).match === 'found',
  );
  const told = loaded === null ? '' : `; звонков в CDR ${loaded.index.size}, сопоставлено записей ${found.length}`;
  process.stderr.write(`Записей ${groups.length}${told}. Ничего не загружено.\n`);
  return loaded?.problem ? 1 : 0;
}

async function take(ready: ReadySource, place: Place, config: AnalyzerConfig, json: boolean): Promise<number> {
  const logger = createLogger(config.KAMERTON_LOG_LEVEL);
  const analyzer = await openAnalyzer(config, await findServers(config), logger);
  try {
    const { recordings, intake, ingest, surroundings } = analyzer;
    const watch = watchPlace(ready, place, {
      recordings,
      intake,
      log: ingest.log,
      tempFolder: tempFolderOf(config),
      admit: () => surroundings.admit(),
    });
    const before = new Set((await ingest.log.refusals(mostRefusals)).map(({ id }) => id));
    const round = await watch.round();
    // What stands still is known at the second look.
    if (ready.source.settle_seconds > 0 && round.reached) {
      await pause(ready.source.settle_seconds * 1000);
      const second = await watch.round();
      for (const key of ['taken', 'duplicates', 'refused'] as const) second[key] += round[key];
      Object.assign(round, second);
    }
    const refused = (await ingest.log.refusals(mostRefusals)).filter(({ id }) => !before.has(id));
    for (const { name, reason } of refused) process.stderr.write(`${name}: ${reason}\n`);
    if (round.problem !== null) process.stderr.write(`kamerton import: ${round.problem}\n`);
    process.stdout.write(json ? `${JSON.stringify(round)}\n` : report(round));
    return round.refused > 0 || round.problem !== null ? 1 : 0;
  } finally {
    await analyzer.close();
  }
}

const mostRefusals = 10_000;

function report({ taken, duplicates, refused, waiting }: Round): string {
  return `Принято ${taken}, уже были ${duplicates}, отклонено ${refused}, ещё пишутся ${waiting}\n`;
}
