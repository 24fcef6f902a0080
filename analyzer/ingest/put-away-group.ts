/** What becomes of the files of a source after they were dealt with, by its settings. */
import { KamertonError } from '../platform/errors.ts';
import type { RecordingGroup } from './folder/group-legs.ts';
import { sidecarsOf } from './folder/read-sidecar.ts';
import type { FoundFile, Place, Scan } from './place.ts';
import type { Source } from './source.ts';

/** All files of a group: sidecars and markers first, so that what stays behind after a kill is the recording, which is known. */
export function filesOfGroup(group: RecordingGroup, scan: Scan): FoundFile[] {
  return [...sidecarsOf(group.stem, group.files[0].path, scan.beside), ...markersOf(group, scan), ...soundOf(group)];
}

/** The recordings of a group, with the mix that goes with its legs. */
export const soundOf = (group: RecordingGroup): FoundFile[] => [...group.files, ...(group.mix ? [group.mix] : [])];

/** `<file>.done` or `<stem>.done`. */
export const markersOf = ({ stem, files: [first] }: RecordingGroup, scan: Scan): FoundFile[] =>
  [`${first.path}.done`, `${stem}.done`].flatMap((path) => scan.beside.get(path) ?? []);

/** Puts taken files where the source wants them. Returns why that failed, for people; null when it did not. */
export async function putTakenAway(
  place: Place,
  after: Source['after'],
  files: readonly FoundFile[],
  mark: string,
): Promise<string | null> {
  const paths = files.map(({ path }) => path);
  if (after === 'move') return unmoved(place.moveToDone(paths, mark));
  return after === 'delete' ? unmoved(place.remove(paths)) : null;
}

/** Puts refused files aside; they stay where everything stays. */
export async function putRefusedAside(
  place: Place,
  after: Source['after'],
  files: readonly FoundFile[],
  { reason, mark }: { reason: string; mark: string },
): Promise<string | null> {
  const paths = files.map(({ path }) => path);
  return after === 'leave' ? null : unmoved(place.moveToRejected(paths, reason, mark));
}

const unmoved = (moving: Promise<void>): Promise<string | null> =>
  moving.then(
    () => null,
    (error: NodeJS.ErrnoException) =>
      error instanceof KamertonError
        ? `файлы остаются на месте: ${error.message}`
        : `файлы остаются на месте: их нельзя перенести (${error.code ?? 'ошибка'}); дайте право записи в папку источника`,
  );
