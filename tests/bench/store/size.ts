/** Bytes on disk and memory of the stores. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { enginePid, rowsOf, type StoreBench, say } from './bench.ts';

export async function sayDisk(bench: StoreBench, when: string): Promise<void> {
  const parts = await rowsOf<{ table: string; bytes: number }>(
    bench,
    `SELECT table, sum(bytes_on_disk) AS bytes FROM system.parts
     WHERE active AND database = currentDatabase() AND table != 'schema_migrations' GROUP BY table ORDER BY bytes DESC`,
  );
  const state = join(bench.folder, 'state');
  const ledgerBytes = readdirSync(state).reduce((sum, name) => sum + statSync(join(state, name)).size, 0);
  const perCall = (bytes: number) => Math.round(bytes / bench.calls);
  const tables = parts.map(({ table, bytes }) => `${table} ${perCall(bytes)}`);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  say(`bytes a call, ${when}`, `${perCall(total)} (${tables.join(', ')}), ledger ${perCall(ledgerBytes)}`);
}

export function sayMemory(): void {
  say('peak memory of this process', `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  say('peak memory of the engine', engineMemory());
}

/** The system keeps its largest resident size. */
function engineMemory(): string {
  const pid = enginePid();
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(pid === null ? '' : readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return kilobytes === undefined ? '–' : `${Math.round(Number(kilobytes) / 1024)} MB`;
}
