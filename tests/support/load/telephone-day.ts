/** What else happens while pages ask: people listen, calls come in. Each ends with its signal. */
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { callSchema } from '../../../analyzer/domain/call.ts';
import type { LoadPerson } from './people.ts';
import { ask, type Latencies, note } from './steady-requests.ts';

/** The peak of a day of 8,000 calls is 1,500 an hour. */
const callsAMinute = 25;
const rangeBytes = 65_536;
const rangeEveryMs = 2_000;
/** What a browser holds of a recording before it goes on. */
const windowBytes = 262_144;

/** `count` players that each take 64 KB every two seconds; returns their times and bytes. */
export async function listen(
  url: string,
  count: number,
  callIds: readonly string[],
  people: readonly LoadPerson[],
  signal: AbortSignal,
): Promise<Pick<Latencies, 'kinds'>> {
  const agent = new Agent({ keepAlive: true, maxSockets: count || 1 });
  const times: Pick<Latencies, 'kinds'> = { kinds: new Map() };
  const player = async (n: number) => {
    await rest((n / Math.max(1, count)) * rangeEveryMs, signal);
    for (let at = 0; !signal.aborted; at = (at + rangeBytes) % windowBytes) {
      const headers = { ...people[n % people.length]?.headers, range: `bytes=${at}-${at + rangeBytes - 1}` };
      const begun = performance.now();
      const { status, bytes } = await ask(agent, {
        url: `${url}/api/calls/${callIds[n % callIds.length]}/audio`,
        headers,
      });
      note(times, '/api/calls/:id/audio', status, bytes, performance.now() - begun);
      await rest(rangeEveryMs, signal);
    }
  };
  await Promise.all(Array.from({ length: callIds.length > 0 ? count : 0 }, (_, n) => player(n)));
  agent.destroy();
  for (const { ms } of times.kinds.values()) ms.sort((a, b) => a - b);
  return times;
}

/** Metadata and words of calls, as many as come in the busiest hour. */
export async function bringCalls(
  url: string,
  people: readonly LoadPerson[],
  signal: AbortSignal,
): Promise<{ taken: number; refused: number }> {
  const sample = callSchema.parse(JSON.parse(readFileSync(join(samplesFolder, '03_lexis.transcript.json'), 'utf8')));
  const counts = { taken: 0, refused: 0 };
  // A call that came before is taken and not judged again: every load brings calls of its own.
  const first = Date.now();
  for (let n = 0; !signal.aborted; n += 1) {
    const form = new FormData();
    const id = `load-${first + n}`;
    form.set('transcript', new Blob([JSON.stringify({ ...sample, id })]), `${id}.json`);
    const headers = people[n % people.length]?.headers ?? {};
    const answer = await fetch(`${url}/api/calls`, { method: 'POST', headers, body: form }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 202) counts.taken += 1;
    else counts.refused += 1;
    await rest(60_000 / callsAMinute, signal);
  }
  return counts;
}

const rest = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => {});
