/**
 * `npm run bench:store [CALLS]`: the store on its own server in a temporary folder. Seeds CALLS calls (5,000 unless told) and
 * prints the rate of insertion, bytes a call on disk, p50 and p95 of the list page and the call page, the rate of a whole
 * re-score, and the peak memory of this process and of the engine.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedHistory } from '../../analyzer/demo/seed/seed-history.ts';
import { rescoreCalls } from '../../analyzer/rescore/rescore-calls.ts';
import { loadJudge } from '../../analyzer/scoring/judge-call.ts';
import type { CallFacts } from '../../analyzer/storage/facts/call-facts.ts';
import type { LedgerBatches } from '../../analyzer/storage/state/ledger-batches.ts';
import { openTestHistory, renamed } from '../support/history.ts';

const calls = Number(process.argv[2] ?? 5_000);
const months = 6;
const today = '2026-06-01';
const pageRounds = 200;
const folder = mkdtempSync(join(tmpdir(), 'kam-store-'));
const history = await openTestHistory(folder);
const judge = await loadJudge();

try {
  const spent = { facts: 0, ledger: 0 };
  const facts: CallFacts = { ...history.facts, write: (...runs) => timed('facts', history.facts.write(...runs)) };
  const ledger: LedgerBatches = {
    ...history.ledger,
    receiveDone: (rows) => timed('ledger', history.ledger.receiveDone(rows)),
  };
  async function timed<T>(store: keyof typeof spent, work: Promise<T>): Promise<T> {
    const begun = performance.now();
    return work.finally(() => {
      spent[store] += (performance.now() - begun) / 1000;
    });
  }

  const seeding = await secondsOf(() => seedHistory({ facts, ledger }, judge, { calls, months, seed: 'bench', today }));
  await history.client.command({ query: 'OPTIMIZE TABLE calls FINAL' });
  for (const table of ['segments', 'findings', 'criteria']) {
    await history.client.command({ query: `OPTIMIZE TABLE ${table} FINAL` });
  }
  const [counts] = await rowsOf<Record<string, number>>(
    `SELECT toUInt32(count()) AS segments, toUInt32(sum(length(word_text))) AS words,
       toUInt32((SELECT count() FROM findings)) AS findings, toUInt32((SELECT count() FROM criteria)) AS criteria
     FROM segments`,
  );
  const { segments = 0, words = 0, findings = 0, criteria = 0 } = counts ?? {};
  const rows = calls + segments + findings + criteria;
  say('calls', `${calls} (${ratio(words)} words, ${ratio(segments)} segments, ${ratio(findings)} findings a call)`);
  say('seed: composed, judged and written', `${rate(calls, seeding)} calls/s, ${seeding.toFixed(1)} s`);
  say('insertion: facts', `${rate(calls, spent.facts)} calls/s, ${rate(rows, spent.facts)} rows/s`);
  say('insertion: ledger', `${rate(calls, spent.ledger)} calls/s`);
  await sayDisk('after the first judgement');

  const page = await history.calls.page({ scope: { kind: 'all' }, limit: 50 });
  await sayTimes('list page (50 calls)', async (i) => {
    const scope = { kind: 'all' } as const;
    const cursor = i % 2 === 0 ? undefined : (page.nextCursor ?? undefined);
    const { items } = await history.calls.page({ scope, limit: 50, cursor });
    await history.facts.scores(items);
  });
  const some = (await history.calls.page({ scope: { kind: 'all' }, limit: 200 })).items;
  await sayTimes('call page', async (i) => {
    const shown = await history.calls.find(some[i % some.length]?.id ?? '');
    if (shown) await history.facts.read(shown);
  });

  const rescoring = await secondsOf(async () => {
    const summary = await rescoreCalls({ ...history, judge: renamed(judge, 'bench') });
    if (summary.calls.rescored !== calls) throw new Error(`re-scored ${summary.calls.rescored} of ${calls}`);
  });
  say('re-score of everything', `${rate(calls, rescoring)} calls/s, ${rescoring.toFixed(1)} s`);
  const checking = await secondsOf(() => rescoreCalls({ ...history, judge: renamed(judge, 'bench') }));
  say('re-score with nothing to do', `${(checking * 1000).toFixed(0)} ms`);
  await sayDisk('after the re-score');
  say('peak memory of this process', `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  say('peak memory of the engine', engineMemory());
} finally {
  await history.close();
  rmSync(folder, { recursive: true, force: true });
}

function say(what: string, value: string): void {
  console.log(`${what.padEnd(40)} ${value}`);
}

function rate(count: number, seconds: number): string {
  return String(Math.round(count / seconds));
}

function ratio(count: number): string {
  return (count / calls).toFixed(1);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function rowsOf<T>(query: string): Promise<T[]> {
  return (await history.client.query({ query, format: 'JSONEachRow' })).json<T>();
}

async function sayTimes(what: string, work: (round: number) => Promise<void>): Promise<void> {
  await work(0);
  const times: number[] = [];
  for (let round = 0; round < pageRounds; round += 1) times.push((await secondsOf(() => work(round))) * 1000);
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
  say(what, `p50 ${at(0.5)}, p95 ${at(0.95)}`);
}

async function sayDisk(when: string): Promise<void> {
  const parts = await rowsOf<{ table: string; bytes: number }>(
    `SELECT table, toUInt32(sum(bytes_on_disk)) AS bytes FROM system.parts
     WHERE active AND database = currentDatabase() AND table IN ('calls', 'segments', 'findings', 'criteria')
     GROUP BY table ORDER BY bytes DESC`,
  );
  const state = join(folder, 'state');
  const ledgerBytes = readdirSync(state).reduce((sum, name) => sum + statSync(join(state, name)).size, 0);
  const tables = parts.map(({ table, bytes }) => `${table} ${Math.round(bytes / calls)}`);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  say(
    `bytes a call, ${when}`,
    `${Math.round(total / calls)} (${tables.join(', ')}), ledger ${Math.round(ledgerBytes / calls)}`,
  );
}

/** The engine is a child of this process; the system keeps its largest resident size. */
function engineMemory(): string {
  for (const pid of readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(/\s+/)) {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    if (kilobytes !== undefined && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('embedded-server')) {
      return `${Math.round(Number(kilobytes) / 1024)} MB`;
    }
  }
  return '–';
}
