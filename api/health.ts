/** Looks at every part of the product, for the health page and the readiness probe. */
import { type Analyzer, type AnalyzerConfig, checkRecognition } from '#analyzer';
import { findProgram, type Outages, unwritable } from '#platform';
import type { Health } from './features/health/health.schemas.ts';
import { version } from './version.ts';

type Part = Health['parts'][number];

/** Below this there is no room for a day of recordings. */
const fewFreeBytes = 5 * 2 ** 30;
/** A fact that has waited longer means that nobody takes them to the store. */
const longestLagMs = 10 * 60_000;

export async function checkHealth(analyzer: Analyzer, config: AnalyzerConfig): Promise<Health> {
  const parts = await Promise.all([
    store(analyzer),
    queue(analyzer),
    state(analyzer),
    recogniser(config),
    ffmpeg(),
    disk(analyzer, config),
    clock(analyzer),
    outbox(analyzer),
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

async function disk(analyzer: Analyzer, config: AnalyzerConfig): Promise<Part> {
  const fault = await unwritable(config.KAMERTON_DATA_DIR);
  if (fault !== null) return { name: 'disk', ok: false, detail: fault.message };
  const free = await analyzer.freeBytes();
  const gigabytes = (free / 2 ** 30).toLocaleString('ru', { maximumFractionDigits: 1 });
  const full = free < config.KAMERTON_LEAST_FREE_BYTES;
  const ok = !full && free >= fewFreeBytes;
  const way = full
    ? ': новые записи не принимаются и обработка ждёт; освободите место, дальше всё пойдёт само'
    : ': скоро записи перестанут приниматься; освободите место';
  return { name: 'disk', ok, detail: `свободно ${gigabytes} ГБ${ok ? '' : way}` };
}

/** A clock that jumped makes ages wrong: what is deleted for its age waits until people have looked. */
async function clock(analyzer: Analyzer): Promise<Part> {
  analyzer.clock.look();
  const jump = analyzer.clock.jumped();
  if (jump === null) return { name: 'clock', ok: true, detail: 'часы идут ровно' };
  const hours = Math.abs(jump.bySeconds / 3_600).toLocaleString('ru', { maximumFractionDigits: 1 });
  const where = jump.bySeconds > 0 ? 'вперёд' : 'назад';
  const detail = `часы сервера прыгнули ${where} на ${hours} ч: удаление по сроку хранения отложено на сутки; проверьте время`;
  return { name: 'clock', ok: false, detail };
}

async function outbox(analyzer: Analyzer): Promise<Part> {
  const depth = await analyzer.outboxDepth().catch(() => null);
  if (depth === null) return { name: 'outbox', ok: false, detail: 'неизвестно: база состояния не читается' };
  if (depth.failed > 0) {
    const detail = `хранилище отказалось принять решений людей: ${depth.failed}; они сохранены, причина – в журнале`;
    return { name: 'outbox', ok: false, detail };
  }
  const late = depth.oldest !== null && Date.now() - Date.parse(depth.oldest) > longestLagMs;
  if (late) return { name: 'outbox', ok: false, detail: `ждут передачи в хранилище: ${depth.waiting}; проверьте его` };
  return { name: 'outbox', ok: true, detail: depth.waiting === 0 ? 'передано всё' : `передаётся: ${depth.waiting}` };
}
