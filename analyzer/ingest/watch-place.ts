/** One look at a source after the other: what is finished is taken once, what is broken is put aside with a reason. */
import { basename } from 'node:path';
import { hashOf, KamertonError } from '../platform/index.ts';
import type { IngestLog } from '../storage/state/ingest-log.ts';
import type { CdrIndex } from './cdr/cdr-index.ts';
import { describeRecording, type ReadySource } from './describe-recording.ts';
import { maskedName } from './file-name-pattern.ts';
import { cdrFilesOf } from './folder/cdr-files.ts';
import { groupLegs, type RecordingGroup } from './folder/group-legs.ts';
import { readSidecars, sidecarsOf } from './folder/read-sidecar.ts';
import { settledFiles } from './folder/settled-files.ts';
import { type TakeParts, takeGroup } from './folder/take-group.ts';
import { inLanes } from './in-lanes.ts';
import { doneFolder, type FoundFile, type Place, rejectedFolder, type Scan, StillChanging } from './place.ts';
import { filesOfGroup, markersOf, putRefusedAside, putTakenAway, soundOf } from './put-away-group.ts';
import { putOff } from './put-off.ts';

export interface WatchParts extends TakeParts {
  log: Pick<IngestLog, 'known' | 'add'>;
  /** Throws while there is no room or time for another call. */
  admit: () => Promise<void>;
  clock?: () => Date;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

export interface Round {
  taken: number;
  duplicates: number;
  refused: number;
  waiting: number;
  cdrCalls: number | null;
  problem: string | null;
  /** Files in `done` and `rejected`; undefined when they were not counted this time. */
  kept: number | undefined;
  /** False when the source could not be looked at, or broke off in the middle. */
  reached: boolean;
}

/** What the input itself is to blame for; everything else is a fault of ours or of the machine, and is tried again. */
const refusals: ReadonlySet<string> = new Set([
  'bad_recording',
  'unsupported_media',
  'too_large',
  'bad_transcript',
  'bad_input',
]);
/** After so many files in a row that cannot be fetched the source itself is in trouble. */
const mostFailures = 3;

export interface PlaceWatch {
  /** One look. `signal` ends it between two files and cuts off a download. */
  round(signal?: AbortSignal): Promise<Round>;
}

/** Watches the place of a source. */
export function watchPlace(ready: ReadySource, place: Place, parts: WatchParts): PlaceWatch {
  const { source } = ready;
  const { log, clock = () => new Date() } = parts;
  const settled = settledFiles(parts.now);
  const unfetched = putOff(parts.now);
  const cdr = cdrFilesOf(ready, place);
  let prunedAt = Number.NEGATIVE_INFINITY;
  /**
   * What was put away leaves after its days, looked at once an hour: those are copies of recordings that neither periods of keeping nor
   * deletion by request reach. Returns how many files are still there; undefined between two looks.
   */
  const prune = async (): Promise<number | undefined> => {
    const at = clock().getTime();
    if (source.after === 'leave' || at - prunedAt < 3_600_000) return undefined;
    const done = await place.prune(doneFolder, at - source.keep_done_days * 86_400_000);
    const rejected = await place.prune(rejectedFolder, at - source.keep_rejected_days * 86_400_000);
    prunedAt = at;
    return done + rejected;
  };
  const idOf = (file: FoundFile) => hashOf(source.name, file.path, String(file.size), file.version);
  const note = async (files: readonly FoundFile[], state: 'taken' | 'duplicate' | 'refused', reason: string | null) => {
    for (const file of files) await log.add({ id: idOf(file), source: source.name, name: shown(file), state, reason });
  };

  const refuse = async (sound: readonly FoundFile[], beside: readonly FoundFile[], reason: string, round: Round) => {
    round.refused += 1;
    await note(sound, 'refused', reason);
    const [first] = sound;
    const mark = first ? idOf(first) : '';
    round.problem ??= await putRefusedAside(place, source.after, [...sound, ...beside], { reason, mark });
  };

  /** Takes a group in, or puts it aside. False when it could not be fetched. */
  const take = async (group: RecordingGroup, scan: Scan, index: CdrIndex | null, round: Round, signal: AbortSignal) => {
    const id = idOf(group.files[0]);
    const beside = sidecarsOf(group.stem, group.files[0].path, scan.beside);
    try {
      const described = describeRecording(basename(group.stem), ready, index);
      const sidecar = await readSidecars(place, beside);
      const receipt = await takeGroup(place, { group, described, sidecar }, parts, signal);
      round[receipt.duplicate ? 'duplicates' : 'taken'] += 1;
      await note(soundOf(group), receipt.duplicate ? 'duplicate' : 'taken', null);
      round.problem ??= await putTakenAway(place, source.after, filesOfGroup(group, scan), id);
    } catch (error) {
      if (error instanceof StillChanging) round.waiting += 1;
      else if (!(error instanceof KamertonError)) throw error;
      else if (refusals.has(error.code)) await refuse(soundOf(group), beside, error.message, round);
      else if (error.code === 'source_unavailable') {
        round.waiting += 1;
        round.problem ??= error.message;
        unfetched.failed(id);
        return false;
      } else if (error.code !== 'not_found') throw error;
    }
    unfetched.fetched(id);
    return true;
  };

  /** What is known and still lies there – we were killed, or had no right to move it – is put away now. */
  const tidy = async (scan: Scan, known: Awaited<ReturnType<IngestLog['known']>>, round: Round) => {
    if (source.after === 'leave') return;
    const left = scan.recordings.filter((file) => known.has(idOf(file)));
    const { groups, halves } = groupLegs(left, ready.pairs);
    for (const group of [...groups, ...halves]) {
      const mark = idOf(group.files[0]);
      const word = known.get(mark);
      const files = filesOfGroup(group, scan);
      const problem =
        word?.state === 'refused'
          ? await putRefusedAside(place, source.after, files, { reason: word.reason ?? '', mark })
          : await putTakenAway(place, source.after, files, mark);
      round.problem ??= problem;
      if (problem !== null) return;
    }
  };

  const look = async (round: Round, signal: AbortSignal) => {
    const scan = await place.scan();
    round.problem = scan.problem;
    const known = await log.known([...scan.recordings, ...scan.refused].map(idOf));
    for (const file of scan.refused) if (!known.has(idOf(file))) await refuse([file], [], file.reason, round);
    await tidy(scan, known, round);
    const fresh = scan.recordings.filter((file) => !known.has(idOf(file)));
    const still = new Set(settled.settled([...fresh, ...scan.beside.values()], source.settle_seconds * 1000));
    const { groups, halves } = groupLegs(fresh, ready.pairs);
    const overdue = (file: FoundFile) => clock().getTime() - file.mtimeMs >= source.wait_minutes * 60_000;
    // A leg that stays alone is taken as it is; where there is a mix of the call, that is taken.
    const alone = halves.filter(({ files: [file] }) => overdue(file));
    const candidates = [
      ...groups,
      ...alone.map((group) =>
        group.mix ? { ...group, files: [group.mix] as [FoundFile], mix: group.files[0] } : group,
      ),
    ].filter(({ files: [file] }) => !unfetched.waits(idOf(file)));
    const finished = candidates.filter((group) => isFinished(group, scan, still));
    const writing = await place.beingWritten(finished.flatMap(({ files }) => files));
    round.waiting = groups.length + halves.length;
    const loaded = finished.length > 0 || round.waiting === 0 ? await cdr?.load() : undefined;
    round.cdrCalls = loaded?.index.size ?? null;
    round.problem ??= loaded?.problem ?? null;
    const index = loaded?.index ?? null;
    const due = finished.filter(
      (group) =>
        !group.files.some((file) => writing.has(file)) &&
        (overdue(group.files[0]) || !waitsForMore(group, scan, index)),
    );
    let failures = 0;
    const one = async (group: RecordingGroup) => {
      await parts.admit();
      round.waiting -= 1;
      failures = (await take(group, scan, index, round, signal)) ? 0 : failures + 1;
      if (failures >= mostFailures) round.reached = false;
      return failures < mostFailures;
    };
    await inLanes(due, place.lanes, one, signal);
    round.kept = await prune();
  };

  return {
    async round(signal = new AbortController().signal) {
      const nothing = { taken: 0, duplicates: 0, refused: 0, waiting: 0 };
      const round: Round = { ...nothing, cdrCalls: null, problem: null, kept: undefined, reached: true };
      try {
        await look(round, signal);
      } catch (error) {
        if (!(error instanceof KamertonError) || error.code !== 'source_unavailable') throw error;
        Object.assign(round, { problem: error.message, reached: false });
      } finally {
        await place.rest();
      }
      return round;
    },
  };

  function isFinished(group: RecordingGroup, scan: Scan, still: ReadonlySet<FoundFile>): boolean {
    const files = [...group.files, ...sidecarsOf(group.stem, group.files[0].path, scan.beside)];
    if (source.complete === 'marker') return markersOf(group, scan).length > 0;
    return files.every((file) => still.has(file));
  }

  function waitsForMore(group: RecordingGroup, scan: Scan, index: CdrIndex | null): boolean {
    if (source.wait_for === 'sidecar') return sidecarsOf(group.stem, group.files[0].path, scan.beside).length === 0;
    return source.wait_for === 'cdr' && describeRecording(basename(group.stem), ready, index).match !== 'found';
  }
}

const shown = ({ path }: FoundFile) => maskedName(path.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')).slice(-200);
