/** Takes one recording of a folder in through the same door as every call. */
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
import type { RecordingGroup } from './group-legs.ts';
import type { Sidecar } from './read-sidecar.ts';

export interface TakeParts {
  recordings: Pick<Recordings, 'take'>;
  intake: Pick<CallIntake, 'receive'>;
  /** For the joined legs. */
  tempFolder: string;
}

/** The file was changed or removed while it was read: it is looked at again later. */
export class StillChanging extends Error {}

/**
 * Checks, stores and hands over.
 * @throws KamertonError when the recording is refused, StillChanging when it was not finished after all
 */
export async function takeGroup(
  root: string,
  group: RecordingGroup,
  described: Described,
  sidecar: Sidecar,
  parts: TakeParts,
): Promise<Receipt> {
  const [first, second] = group.files;
  const label = shownName(basename(first.path));
  const temporary: string[] = [];
  const inTemp = (): string => {
    const path = join(parts.tempFolder, `taken-${randomUUID()}.wav`);
    temporary.push(path);
    return path;
  };
  /** Path of a file of the folder that has a header. */
  const withHeader = async (path: string): Promise<string> => {
    const kind = rawKindOf(path);
    if (kind === null) return join(root, path);
    const wrapped = inTemp();
    await wrapRaw(join(root, path), kind, wrapped);
    return wrapped;
  };
  try {
    await mkdir(parts.tempFolder, { recursive: true, mode: 0o700 });
    let path = await withHeader(first.path);
    if (second !== undefined) {
      const joined = inTemp();
      await joinLegs(path, await withHeader(second.path), joined);
      path = joined;
    }
    await inspectRecording(path, { label: maskedName(label) });
    const known = temporary.length === 0 ? first : null;
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
    for (const path of temporary) await rm(path, { force: true });
  }
}

/** The bytes of the very file that was found: no link, the same inode, and nothing has been written meanwhile. */
async function* unchanged(path: string, known: RecordingGroup['files'][0] | null): AsyncGenerator<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error) => {
    throw error.code === 'ENOENT' ? new StillChanging() : error;
  });
  try {
    const same = async () => {
      const found = await file.stat();
      const as = known ?? found;
      if (!found.isFile()) throw new KamertonError('bad_recording', 'это не обычный файл');
      if (found.ino !== as.ino || found.dev !== as.dev || found.size !== as.size || found.mtimeMs !== as.mtimeMs)
        throw new StillChanging();
    };
    await same();
    for await (const chunk of file.createReadStream({ autoClose: false })) yield chunk as Buffer;
    await same();
  } finally {
    await file.close();
  }
}
