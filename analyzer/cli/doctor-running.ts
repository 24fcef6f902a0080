/** What `doctor` finds of the product over the data folder: its servers, its calls, its clock. Changes nothing. */

import { existsSync } from 'node:fs';
import { Redis } from 'ioredis';
import { type AnalyzerConfig, restoreMarkOf, statePlaceOf } from '../config.ts';
import { clockWatch, errorLine } from '../platform/index.ts';
import { findServers, type Servers } from '../servers.ts';
import { openFactsClient } from '../storage/facts/client.ts';
import { callLedger } from '../storage/state/call-ledger.ts';
import { peekStateDatabase } from '../storage/state/database.ts';
import { outbox } from '../storage/state/outbox.ts';
import { settings } from '../storage/state/settings.ts';
import { stateExists } from '../storage/state/state-dump.ts';
import { readSeen } from '../upkeep/keep-going.ts';

/** One line of what `doctor` says. */
export interface Check {
  name: string;
  ok: boolean;
  detail: string;
  /** True when the product runs without it (calls then wait in a visible state). */
  optional?: boolean;
}

const answerWithinMs = 5_000;

/** Checks of a running product; of one that does not run only what is on the disk. */
export async function checkRunning(config: AnalyzerConfig): Promise<Check[]> {
  const checks: Check[] = [];
  if (existsSync(restoreMarkOf(config))) {
    const detail = 'восстановлена из копии не до конца: повторите kamerton restore';
    checks.push({ name: 'Папка данных', ok: false, detail });
  }
  const servers = await findServers(config).catch(() => null);
  if (servers === null) {
    checks.push({ name: 'Kamerton', ok: true, detail: `не запущен над папкой ${config.KAMERTON_DATA_DIR}` });
  } else {
    checks.push(await store(servers), await queue(servers));
  }
  return [...checks, ...(await state(config))];
}

async function store(servers: Servers): Promise<Check> {
  const client = openFactsClient(servers.facts, { requestTimeoutMs: answerWithinMs });
  const { success } = await client.ping({ select: true });
  await client.close();
  const detail = success
    ? 'отвечает'
    : 'не отвечает: встроенный сервер запускается снова сам, свой проверьте; звонки ждут и не теряются';
  return { name: 'Хранилище оценок', ok: success, detail };
}

async function queue(servers: Servers): Promise<Check> {
  const options = {
    lazyConnect: true,
    connectTimeout: answerWithinMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  };
  const redis =
    'url' in servers.queue
      ? new Redis(servers.queue.url, options)
      : new Redis({ ...options, path: servers.queue.socket });
  redis.on('error', () => {});
  const ok = await redis
    .connect()
    .then(() => redis.ping())
    .then(
      () => true,
      () => false,
    );
  redis.disconnect();
  return {
    name: 'Очередь',
    ok,
    detail: ok ? 'отвечает' : 'Redis не отвечает: принятые звонки ждут в журнале и пойдут, когда он вернётся',
  };
}

async function state(config: AnalyzerConfig): Promise<Check[]> {
  const name = 'База состояния';
  const place = statePlaceOf(config);
  try {
    if (!(await stateExists(place))) return [{ name, ok: true, detail: 'ещё не создана: появится при первом запуске' }];
    const database = peekStateDatabase(place);
    try {
      const ledger = callLedger(database);
      const counts = await ledger.counts();
      const of = (wanted: string) => counts.find((count) => count.state === wanted)?.calls ?? 0;
      const faults = (await ledger.faults()).map(({ code, calls }) => `${code} – ${calls}`).join(', ');
      const { failed, waiting } = await outbox(database).depth();
      const jump = clockWatch(await readSeen(settings(database))).jumped();
      return [
        { name, ok: true, detail: 'читается' },
        {
          name: 'Звонки',
          ok: of('failed') === 0,
          optional: true,
          detail: `ждут ${of('waiting')}, в работе ${of('processing')}, без модели ${of('no_model')}, оценено ${of('done')}, отклонено ${of('refused')}, не удалось ${of('failed')}${faults === '' ? '' : ` (${faults})`}`,
        },
        {
          name: 'Решения людей',
          ok: failed === 0,
          optional: true,
          detail: `ждут передачи в хранилище ${waiting}, отложено после отказов ${failed}`,
        },
        {
          name: 'Часы',
          ok: jump === null,
          detail:
            jump === null ? 'идут ровно' : 'сильно расходятся с последней отметкой Kamerton: проверьте время сервера',
        },
      ];
    } finally {
      await database.destroy();
    }
  } catch (error) {
    return [{ name, ok: false, detail: errorLine(error) }];
  }
}
