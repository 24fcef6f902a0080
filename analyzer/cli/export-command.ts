/** `kamerton export`: calls, findings or criteria as a table in a file; any number of rows in the same memory. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { analyzerConfigSchema, readConfig } from '../config.ts';
import { KamertonError } from '../platform/index.ts';
import { findFactsServer } from '../servers.ts';
import { openFactsReader } from '../storage/facts/client.ts';
import { exportFormatSchema, exportTable } from '../storage/facts/exports/export-table.ts';
import { exportTableSchema } from '../storage/facts/exports/tables.ts';
import { readArguments, UsageError } from './arguments.ts';
import { showProgress } from './progress-line.ts';

/** ClickHouse keeps days of this span. */
const always = { from: '1970-01-02', to: '2149-06-05' };

/**
 * Exit code 0 when the table is whole; a file that was not finished is removed.
 * @throws UsageError for wrong arguments; KamertonError when the store is not there
 */
export async function exportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    format: { type: 'string' },
    from: { type: 'string', default: always.from },
    to: { type: 'string', default: always.to },
    operator: { type: 'string', multiple: true, default: [] },
    rule: { type: 'string', multiple: true, default: [] },
    criterion: { type: 'string', multiple: true, default: [] },
    zone: { type: 'string', default: 'Europe/Moscow' },
    out: { type: 'string', short: 'o' },
  });
  const [name, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`лишнее: ${rest.join(' ')}`);
  const table = exportTableSchema.safeParse(name).data;
  if (table === undefined) throw new UsageError('нужно назвать таблицу: calls, findings или criteria');
  const format = exportFormatSchema.safeParse(values.format ?? extensionOf(values.out) ?? 'csv').data;
  if (format === undefined) throw new UsageError('формат бывает csv, xlsx, jsonl или parquet');
  for (const [key, day] of Object.entries({ '--from': values.from, '--to': values.to })) {
    if (!z.iso.date().safeParse(day).success) throw new UsageError(`после ${key} нужен день в виде ГГГГ-ММ-ДД`);
  }
  if (!Intl.supportedValuesOf('timeZone').includes(values.zone) && values.zone !== 'UTC') {
    throw new UsageError('после --zone нужен часовой пояс, например Europe/Moscow');
  }
  if (values.out === undefined && process.stdout.isTTY && (format === 'xlsx' || format === 'parquet')) {
    throw new UsageError(`${format} не показать на экране: добавьте -o ФАЙЛ`);
  }
  const reader = openFactsReader(await findFactsServer(readConfig(analyzerConfigSchema)));
  const progress = showProgress();
  try {
    const stream = await exportTable(
      reader,
      { kind: 'all' },
      {
        table,
        format,
        filter: {
          from: values.from,
          to: values.to,
          zone: values.zone,
          operators: values.operator,
          rules: values.rule,
          criteria: values.criterion,
        },
        onProgress: (rows) => progress.report(`выгрузка: ${rows} строк`),
      },
    );
    if (values.out === undefined) await pipeline(stream, process.stdout, { end: false });
    else await writeFileWhole(stream, values.out);
    return 0;
  } finally {
    progress.end();
    await reader.close();
  }
}

const extensionOf = (path: string | undefined) => /\.(csv|xlsx|jsonl|parquet)$/i.exec(path ?? '')?.[1]?.toLowerCase();

/** The file appears under its name once it is whole. */
async function writeFileWhole(stream: NodeJS.ReadableStream, path: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(stream, createWriteStream(part, { mode: 0o600 }));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!/^(ENOENT|EACCES|EISDIR|ENOSPC|EROFS)$/.test(code)) throw error;
    throw new KamertonError('bad_input', `файл ${path} не записать (${code}): выберите другое место`, { cause: error });
  }
}
