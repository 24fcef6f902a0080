/** Looks at every part of the product, for the health page and the readiness probe. */
import { statfs } from 'node:fs/promises';
import { type Analyzer, type AnalyzerConfig, checkRecognition } from '#analyzer';
import { findProgram, type Outages } from '#platform';
import type { Health } from './features/health/health.schemas.ts';
import { version } from './version.ts';

type Part = Health['parts'][number];

/** Below this there is no room for a day of recordings. */
const leastFreeBytes = 5 * 2 ** 30;

export async function checkHealth(analyzer: Analyzer, config: AnalyzerConfig): Promise<Health> {
  const parts = await Promise.all([
    store(analyzer),
    queue(analyzer),
    state(analyzer),
    recogniser(config),
    ffmpeg(),
    disk(config),
  ]);
  return { status: parts.every((part) => part.ok) ? 'ok' : 'degraded', version, parts };
}

async function store(analyzer: Analyzer): Promise<Part> {
  const ok = await analyzer.storeAnswers();
  const { store: outages } = analyzer.outages();
  if (ok) return { name: 'store', ok, detail: `ClickHouse отвечает${restartsOf(outages)}` };
  const why =
    outages === null
      ? 'проверьте сервер и CLICKHOUSE_URL'
      : 'запускается снова сам, работа продолжится с того же места';
  return { name: 'store', ok, detail: `ClickHouse не отвечает: ${why}` };
}

async function queue(analyzer: Analyzer): Promise<Part> {
  const depth = await analyzer.queue.depth();
  if (depth === null)
    return { name: 'queue', ok: false, detail: 'Redis не отвечает: звонки ждут в журнале и пойдут, когда он вернётся' };
  const restarts = restartsOf(analyzer.outages().queue);
  return { name: 'queue', ok: true, detail: `Redis отвечает, в очереди: ${depth}${restarts}` };
}

/** A server of ours that was started again must not go unnoticed: the cause is usually memory or the disk. */
function restartsOf(outages: Outages | null): string {
  if (outages === null || outages.last === null || outages.restarts === 0) return '';
  const at = outages.last.at.toISOString().slice(0, 16).replace('T', ' ');
  return `; запускался снова, раз: ${outages.restarts}, последний – ${at} UTC (${outages.last.cause.slice(0, 80)})`;
}

async function state(analyzer: Analyzer): Promise<Part> {
  const ok = await analyzer.accounts.isEmpty().then(
    () => true,
    () => false,
  );
  return {
    name: 'state',
    ok,
    detail: ok ? 'база состояния читается' : 'база состояния не читается: проверьте папку данных',
  };
}

async function recogniser(config: AnalyzerConfig): Promise<Part> {
  const checks = (await checkRecognition(config)).filter((check) => check.matters);
  const ok = checks.every((check) => check.ok);
  const shown = ok ? checks : checks.filter((check) => !check.ok);
  return { name: 'recogniser', ok, detail: shown.map((check) => `${check.name}: ${check.detail}`).join('; ') };
}

async function ffmpeg(): Promise<Part> {
  const path = await findProgram('ffmpeg');
  return {
    name: 'ffmpeg',
    ok: path !== null,
    detail: path === null ? 'нет программы ffmpeg: apt-get install ffmpeg' : 'ffmpeg установлен',
  };
}

async function disk(config: AnalyzerConfig): Promise<Part> {
  const { bavail, bsize } = await statfs(config.KAMERTON_DATA_DIR);
  const free = bavail * bsize;
  const gigabytes = (free / 2 ** 30).toLocaleString('ru', { maximumFractionDigits: 1 });
  const ok = free >= leastFreeBytes;
  return {
    name: 'disk',
    ok,
    detail: `свободно ${gigabytes} ГБ${ok ? '' : ': освободите место, иначе записи не примутся'}`,
  };
}
