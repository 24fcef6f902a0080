/** `kamerton doctor`: what is installed, what is missing and what to do about it. */
import { existsSync } from 'node:fs';
import { analyzerConfigSchema, keyFilesOf, readConfig } from '../config.ts';
import { errorLine } from '../platform/errors.ts';
import { findProgram, freeBytes, openKeyRing, unwritable } from '../platform/index.ts';
import { checkRecognition } from '../recognizer-for-call.ts';
import { loadJudge } from '../scoring/judge-call.ts';
import { type Check, checkRunning } from './doctor-running.ts';
import { checkSources } from './doctor-sources.ts';

/** Prints one line a check; exit code 1 when something the product cannot run without is missing. */
export async function doctor(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write('kamerton doctor: у команды нет аргументов\n');
    return 2;
  }
  const config = readConfig(analyzerConfigSchema);
  const checks: Check[] = [
    { name: 'Node.js', ok: true, detail: process.versions.node },
    await program('ffmpeg', 'декодирование записей'),
    { ...(await program('sox', 'декодирование записей AMR')), optional: true },
    config.REDIS_URL === undefined
      ? await program('redis-server', 'очередь')
      : { name: 'Redis', ok: true, detail: 'задан в REDIS_URL' },
    engine(config.CLICKHOUSE_URL),
    await disk(config.KAMERTON_DATA_DIR, config.KAMERTON_LEAST_FREE_BYTES),
    await lexicons(),
    keyFile('Ключи записей', keyFilesOf(config).recordings),
    keyFile('Ключи исходных слов', keyFilesOf(config).privacy),
    ...(await checkRunning(config)),
    ...(await checkSources(config)),
    ...(await checkRecognition(config)).map((check) => ({ ...check, optional: true })),
  ];
  for (const check of checks) {
    const mark = check.ok ? '✓' : check.optional ? '·' : '✗';
    process.stdout.write(`${mark} ${check.name}: ${check.detail}\n`);
  }
  return checks.some((check) => !check.ok && !check.optional) ? 1 : 0;
}

async function program(name: string, purpose: string): Promise<Check> {
  const path = await findProgram(name);
  return {
    name: `${name} (${purpose})`,
    ok: path !== null,
    detail: path ?? `нет; установите: apt-get install ${name}`,
  };
}

function engine(url: string | undefined): Check {
  if (url !== undefined) return { name: 'ClickHouse', ok: true, detail: 'задан в CLICKHOUSE_URL' };
  try {
    import.meta.resolve('@chdb/lib-linux-x64-gnu/libchdb.so');
    return { name: 'ClickHouse', ok: true, detail: 'встроенный сервер установлен' };
  } catch {
    return {
      name: 'ClickHouse',
      ok: false,
      detail: 'нет встроенного сервера; выполните npm ci или задайте CLICKHOUSE_URL',
    };
  }
}

async function disk(folder: string, least: number): Promise<Check> {
  const fault = await unwritable(folder);
  if (fault !== null) return { name: 'Место на диске', ok: false, detail: fault.message };
  const free = await freeBytes(folder);
  const ok = free >= least;
  const way = ok ? '' : ': записи не принимаются и обработка ждёт, пока места не станет больше';
  return { name: 'Место на диске', ok, detail: `${(free / 2 ** 30).toFixed(1)} ГБ свободно (${folder})${way}` };
}

/** Looks without making one: keys appear at the first start. */
function keyFile(name: string, path: string): Check {
  if (!existsSync(path))
    return { name, ok: false, optional: true, detail: `${path} ещё нет; появится при первом запуске` };
  try {
    const keys = openKeyRing(path).ids().length;
    const rest = keys > 1 ? '; смена ключей не закончена – выполните kamerton keys rotate' : '';
    return { name, ok: true, detail: `${path}${rest}` };
  } catch (error) {
    return { name, ok: false, detail: errorLine(error) };
  }
}

async function lexicons(): Promise<Check> {
  try {
    const { versions } = await loadJudge();
    return { name: 'Словари и карта оценки', ok: true, detail: `читаются (${versions.lexicon.slice(0, 19)}…)` };
  } catch (error) {
    return { name: 'Словари и карта оценки', ok: false, detail: errorLine(error) };
  }
}
