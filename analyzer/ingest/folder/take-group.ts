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
  const joined = second === undefined ? null : join(parts.tempFolder, `legs-${randomUUID()}.wav`);
  try {
    if (joined !== null && second !== undefined) {
      await mkdir(parts.tempFolder, { recursive: true, mode: 0o700 });
      await joinLegs(join(root, first.path), join(root, second.path), joined);
    }
    const path = joined ?? join(root, first.path);
    await inspectRecording(path, { label: maskedName(label) });
    const known = joined === null ? first : null;
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
    if (joined !== null) await rm(joined, { force: true });
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
