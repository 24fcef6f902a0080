/** One look at a watched folder after the other: what is finished is taken once, what is broken is put aside with a reason. */
import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { hashOf, KamertonError } from '../../platform/index.ts';
import type { IngestLog } from '../../storage/state/ingest-log.ts';
import type { CdrIndex } from '../cdr/cdr-index.ts';
import { describeRecording, type ReadySource } from '../describe-recording.ts';
import { maskedName } from '../file-name-pattern.ts';
import { type CdrFiles, cdrFiles } from './cdr-files.ts';
import { groupLegs, type RecordingGroup } from './group-legs.ts';
import { openForWriting } from './open-writers.ts';
import { moveToDone, moveToRejected, pruneDone, removeFiles } from './put-away.ts';
import { readSidecars, sidecarsOf } from './read-sidecar.ts';
import { type FolderScan, type FoundFile, scanFolder } from './scan-folder.ts';
import { settledFiles } from './settled-files.ts';
import { StillChanging, type TakeParts, takeGroup } from './take-group.ts';

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
}

/** What the input itself is to blame for; everything else is a fault of ours or of the machine, and is tried again. */
const refusals: ReadonlySet<string> = new Set([
  'bad_recording',
  'unsupported_media',
  'too_large',
  'bad_transcript',
  'bad_input',
]);

export interface FolderWatch {
  /** One look. `signal` ends it between two files. */
  round(signal?: AbortSignal): Promise<Round>;
}

/** Watches the folder of a source. */
export function watchFolder(ready: ReadySource, parts: WatchParts): FolderWatch {
  const { source } = ready;
  const { log, clock = () => new Date() } = parts;
  const settled = settledFiles(parts.now);
  const cdr: CdrFiles | null = source.cdr === undefined ? null : cdrFiles(ready, source.cdr.path);
  let prunedAt = Number.NEGATIVE_INFINITY;
  /** What was taken long ago leaves `done`, where the source says so; looked at once an hour. */
  const prune = async (root: string) => {
    const at = clock().getTime();
    if (source.keep_done_days === undefined || at - prunedAt < 3_600_000) return;
    prunedAt = at;
    await pruneDone(root, at - source.keep_done_days * 86_400_000);
  };
  const idOf = (file: FoundFile) => hashOf(source.name, file.path, String(file.size), String(Math.floor(file.mtimeMs)));

  const putAside = async (root: string, files: readonly FoundFile[], reason: string, round: Round) => {
    round.refused += 1;
    for (const file of files)
      await log.add({ id: idOf(file), source: source.name, name: shown(file), state: 'refused', reason });
    if (source.after === 'leave') return;
    const [first] = files;
    await moveToRejected(
      root,
      files.map(({ path }) => path),
      reason,
      first ? idOf(first) : '',
    ).catch((error) => noteUnmoved(round, error));
  };

  const noteUnmoved = (round: Round, error: NodeJS.ErrnoException) => {
    round.problem ??= `файлы остаются на месте: их нельзя перенести (${error.code ?? 'ошибка'}); дайте право записи в папку источника`;
  };

  /** Takes a group in, or puts it aside. */
  const take = async (root: string, group: RecordingGroup, scan: FolderScan, index: CdrIndex | null, round: Round) => {
    const [first] = group.files;
    const files = [...group.files, ...(group.mix ? [group.mix] : [])];
    const beside = sidecarsOf(group.stem, first.path, scan.beside);
    try {
      const described = describeRecording(basename(group.stem), ready, index);
      const sidecar = await readSidecars(root, beside);
      const receipt = await takeGroup(root, group, described, sidecar, parts);
      const state = receipt.duplicate ? 'duplicate' : 'taken';
      round[receipt.duplicate ? 'duplicates' : 'taken'] += 1;
      for (const file of files)
        await log.add({ id: idOf(file), source: source.name, name: shown(file), state, reason: null });
      const all = [...files, ...beside, ...markersOf(group, scan)].map(({ path }) => path);
      const moving =
        source.after === 'move'
          ? moveToDone(root, all, idOf(first))
          : source.after === 'delete'
            ? removeFiles(root, all)
            : null;
      await moving?.catch((error) => noteUnmoved(round, error));
    } catch (error) {
      if (error instanceof StillChanging) round.waiting += 1;
      else if (error instanceof KamertonError && refusals.has(error.code))
        await putAside(root, [...files, ...beside], error.message, round);
      else if (error instanceof KamertonError && error.code === 'not_found') return;
      else throw error;
    }
  };

  return {
    async round(signal) {
      const round: Round = { taken: 0, duplicates: 0, refused: 0, waiting: 0, cdrCalls: null, problem: null };
      const root = await realpath(source.folder).catch(() => null);
      const scan = root === null ? null : await scanFolder(root, source.nested, ready.rawSound).catch(() => null);
      if (root === null || scan === null) {
        round.problem = `папка ${source.folder} не читается; проверьте путь и права`;
        return round;
      }
      const known = await log.known([...scan.recordings, ...scan.refused].map(idOf));
      for (const file of scan.refused) if (!known.has(idOf(file))) await putAside(root, [file], file.reason, round);
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
      ];
      const finished = candidates.filter((group) => isFinished(group, scan, still));
      const writing = await openForWriting(new Set(finished.flatMap(({ files }) => files.map(inodeOf))));
      round.waiting = groups.length + halves.length;
      const loaded = finished.length > 0 || round.waiting === 0 ? await cdr?.load() : undefined;
      round.cdrCalls = loaded?.index.size ?? null;
      round.problem = loaded?.problem ?? null;
      for (const group of finished) {
        if (signal?.aborted) break;
        if (group.files.some((file) => writing.has(inodeOf(file)))) continue;
        if (waitsForMore(group, scan, loaded?.index ?? null) && !overdue(group.files[0])) continue;
        await parts.admit();
        round.waiting -= 1;
        await take(root, group, scan, loaded?.index ?? null, round);
      }
      await prune(root);
      return round;
    },
  };

  function isFinished(group: RecordingGroup, scan: FolderScan, still: ReadonlySet<FoundFile>): boolean {
    const files = [...group.files, ...sidecarsOf(group.stem, group.files[0].path, scan.beside)];
    if (source.complete === 'marker') return markersOf(group, scan).length > 0;
    return files.every((file) => still.has(file));
  }

  function waitsForMore(group: RecordingGroup, scan: FolderScan, index: CdrIndex | null): boolean {
    if (source.wait_for === 'sidecar') return sidecarsOf(group.stem, group.files[0].path, scan.beside).length === 0;
    return source.wait_for === 'cdr' && describeRecording(basename(group.stem), ready, index).match !== 'found';
  }
}

const inodeOf = ({ dev, ino }: FoundFile) => `${dev}:${ino}`;
const shown = ({ path }: FoundFile) => maskedName(path.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')).slice(-200);

/** `<file>.done` or `<stem>.done`. */
const markersOf = ({ stem, files: [first] }: RecordingGroup, scan: FolderScan): FoundFile[] =>
  [`${first.path}.done`, `${stem}.done`].flatMap((path) => scan.beside.get(path) ?? []);
