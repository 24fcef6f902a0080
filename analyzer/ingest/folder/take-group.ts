/** Takes one recording of a source in through the same door as every call. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import type { CallIntake, Receipt } from '../../jobs/call-intake.ts';
import { KamertonError } from '../../platform/errors.ts';
import { inspectRecording, shownName } from '../../sound/inspect-recording.ts';
import { joinLegs } from '../../sound/join-legs.ts';
import { rawKindOf, wrapRaw } from '../../sound/wrap-raw.ts';
import type { Recordings } from '../../storage/recordings.ts';
import type { Described } from '../describe-recording.ts';
import { maskedName } from '../file-name-pattern.ts';
import { type FoundFile, type LocalFile, type Place, StillChanging } from '../place.ts';
import type { RecordingGroup } from './group-legs.ts';
import type { Sidecar } from './read-sidecar.ts';
import { foundFile } from './scan-folder.ts';

export interface TakeParts {
  recordings: Pick<Recordings, 'take'>;
  intake: Pick<CallIntake, 'receive'>;
  /** For the joined legs. */
  tempFolder: string;
}

/** What of a source is taken as one call. */
export interface Taken {
  group: RecordingGroup;
  described: Described;
  sidecar: Sidecar;
}

/**
 * Checks, stores and hands over.
 * @throws KamertonError when the recording is refused or out of reach, StillChanging when it was not finished after all
 */
export async function takeGroup(
  place: Pick<Place, 'fetch'>,
  { group, described, sidecar }: Taken,
  parts: TakeParts,
  signal: AbortSignal,
): Promise<Receipt> {
  const [first, second] = group.files;
  const label = shownName(basename(first.path));
  const temporary: string[] = [];
  const fetched: LocalFile[] = [];
  const inTemp = (): string => {
    const path = join(parts.tempFolder, `taken-${randomUUID()}.wav`);
    temporary.push(path);
    return path;
  };
  /** The file on this machine, with a header. */
  const withHeader = async (file: FoundFile): Promise<string> => {
    const local = await place.fetch(file, signal);
    fetched.push(local);
    const kind = rawKindOf(file.path);
    if (kind === null) return local.path;
    const wrapped = inTemp();
    await wrapRaw(local.path, kind, wrapped);
    return wrapped;
  };
  try {
    await mkdir(parts.tempFolder, { recursive: true, mode: 0o700 });
    let path = await withHeader(first);
    if (second !== undefined) {
      const joined = inTemp();
      await joinLegs(path, await withHeader(second), joined);
      path = joined;
    }
    await inspectRecording(path, { label: maskedName(label) });
    const known = temporary.length === 0 ? (fetched[0]?.found ?? null) : null;
    const recording = await parts.recordings.take(Readable.from(unchanged(path, known)));
    const { operator_channel_assumed: assumed, ...metadata } = described.metadata;
    const named = sidecar.metadata.operator_channel !== undefined || assumed === undefined;
    return await parts.intake.receive({
      source: 'import',
      externalId: sidecar.id ?? described.externalId ?? maskedName(basename(group.stem)).slice(0, 120),
      metadata: { ...metadata, ...sidecar.metadata, ...(named ? {} : { operator_channel_assumed: assumed }) },
      recording: recording.name,
      transcript: sidecar.transcript,
    });
  } finally {
    for (const local of fetched) await local.release();
    for (const path of temporary) await rm(path, { force: true });
  }
}

/** The bytes of the very file that was found: no link, the same inode, and nothing has been written meanwhile. */
async function* unchanged(path: string, known: FoundFile | null): AsyncGenerator<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error) => {
    throw error.code === 'ENOENT' ? new StillChanging() : error;
  });
  try {
    const same = async () => {
      const found = await file.stat();
      if (!found.isFile()) throw new KamertonError('bad_recording', 'это не обычный файл');
      if (known === null) return;
      const { inode, size, mtimeMs } = foundFile('', found);
      if (inode !== known.inode || size !== known.size || mtimeMs !== known.mtimeMs) throw new StillChanging();
    };
    await same();
    for await (const chunk of file.createReadStream({ autoClose: false })) yield chunk as Buffer;
    await same();
  } finally {
    await file.close();
  }
}
