/** Finding the call that a recording belongs to: by the name of its file, by a unique id, by time and number. */
import type { TelephonyCall } from '../telephony-call.ts';

/** How far the time in a name may lie from the exchange's, milliseconds. */
const nearMs = 120_000;

export type Match = { kind: 'found'; call: TelephonyCall; by: 'name' | 'id' | 'time' } | { kind: 'none' | 'ambiguous' };

export interface CdrIndex {
  /** How many calls it knows. */
  size: number;
  find(recording: TelephonyCall): Match;
}

/** Calls of one source by everything they can be found by. */
export function cdrIndex(calls: readonly TelephonyCall[]): CdrIndex {
  const byName = new Map<string, Set<TelephonyCall>>();
  const byId = new Map<string, Set<TelephonyCall>>();
  const byMinute = new Map<number, TelephonyCall[]>();
  const add = (map: Map<string, Set<TelephonyCall>>, key: string, call: TelephonyCall) =>
    map.set(key, (map.get(key) ?? new Set()).add(call));
  for (const call of calls) {
    for (const name of call.recordings) add(byName, name.toLowerCase(), call);
    for (const id of call.ids) add(byId, id.toLowerCase(), call);
    for (const minute of minutesOf(call)) byMinute.set(minute, [...(byMinute.get(minute) ?? []), call]);
  }
  const only = (found: Set<TelephonyCall>, by: 'name' | 'id'): Match | null => {
    const [call] = found;
    if (call === undefined) return null;
    return found.size > 1 ? { kind: 'ambiguous' } : { kind: 'found', call, by };
  };

  return {
    size: calls.length,
    find(recording) {
      const names = new Set(recording.recordings.flatMap((name) => [...(byName.get(name.toLowerCase()) ?? [])]));
      const named = only(names, 'name');
      if (named) return named;
      const keys = [...recording.ids, ...recording.recordings.flatMap((name) => [name, ...name.split(/[_-]/)])];
      const identified = only(new Set(keys.flatMap((id) => [...(byId.get(id.toLowerCase()) ?? [])])), 'id');
      return identified ?? byTime(recording, byMinute);
    },
  };
}

/** The nearest call of the same people; two that are equally near are no answer. */
function byTime(recording: TelephonyCall, byMinute: Map<number, TelephonyCall[]>): Match {
  const at = recording.startedAt?.getTime();
  if (at === undefined || (recording.extension === undefined && recording.clientPhone === undefined))
    return { kind: 'none' };
  const minute = Math.floor(at / 60_000);
  const around = new Set([-2, -1, 0, 1, 2].flatMap((step) => byMinute.get(minute + step) ?? []));
  const near = [...around]
    .filter((call) => same(recording.extension, call.extension) && same(recording.clientPhone, call.clientPhone))
    .map((call) => ({ call, apart: apartMs(call, at) }))
    .filter(({ apart }) => apart <= nearMs)
    .sort((a, b) => a.apart - b.apart);
  const [best, second] = near;
  if (!best) return { kind: 'none' };
  return second?.apart === best.apart ? { kind: 'ambiguous' } : { kind: 'found', call: best.call, by: 'time' };
}

/** Unknown fits everything; at least one of the two was compared, see above. */
const same = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;

/** A recording begins with the call or with the answer: both are tried. */
const timesOf = (call: TelephonyCall): number[] => {
  const answered = call.startedAt?.getTime();
  if (answered === undefined) return [];
  return [answered, answered - 1000 * (call.ringSeconds ?? 0), answered - 1000 * (call.queueSeconds ?? 0)];
};
const minutesOf = (call: TelephonyCall) => new Set(timesOf(call).map((time) => Math.floor(time / 60_000)));
const apartMs = (call: TelephonyCall, at: number) => Math.min(...timesOf(call).map((time) => Math.abs(time - at)));
