/** A folder of this machine (or one that is mounted into it) as the place of a source. */
import { constants } from 'node:fs';
import { access, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { diskError, KamertonError } from '../../platform/index.ts';
import { type FoundFile, type Place, StillChanging } from '../place.ts';
import type { FolderSource } from '../source.ts';
import { openForWriting } from './open-writers.ts';
import { moveToDone, moveToRejected, pruneOwn, removeFiles } from './put-away.ts';
import { scanFolder } from './scan-folder.ts';

/** The place of a folder source; with `rawSound` files without a header are recordings too. */
export function folderPlace({ folder, nested, after }: FolderSource, rawSound: boolean): Place {
  // Every look asks anew where the folder leads: a mount may come and go.
  let root = folder;
  const unreadable = (cause: unknown) =>
    new KamertonError('source_unavailable', `папка ${folder} не читается; проверьте путь и права`, { cause });
  return {
    lanes: 1,
    cdr: null,

    async scan() {
      try {
        root = await realpath(folder);
        return await scanFolder(root, nested, rawSound);
      } catch (error) {
        throw unreadable(error);
      }
    },

    async beingWritten(files) {
      const writing = await openForWriting(new Set(files.map(({ inode }) => inode)));
      return new Set(files.filter(({ inode }) => writing.has(inode)));
    },

    fetch: async (file) => ({ path: join(root, file.path), found: file, release: async () => {} }),

    readSmall: async (file, mostBytes) => readRegular(root, file, mostBytes),

    moveToDone: (paths, mark) => moveToDone(root, paths, mark),
    moveToRejected: (paths, reason, mark) => moveToRejected(root, paths, reason, mark),
    remove: (paths) => removeFiles(root, paths),
    prune: (own, before) => pruneOwn(root, own, before),

    async check() {
      await this.scan();
      if (after === 'leave') return;
      await access(root, constants.W_OK).catch((cause) => {
        const why = `в папку ${folder} нельзя писать, а принятое из неё убирают; дайте право записи или "after": "leave"`;
        throw new KamertonError('source_unavailable', why, { cause });
      });
    },

    rest: async () => {},
  };
}

/** Never through a link, never a channel or a device. */
async function readRegular(root: string, { path }: FoundFile, mostBytes: number): Promise<Buffer> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(root, path), flags).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new StillChanging() : (diskError(error) ?? error);
  });
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > mostBytes)
      throw new KamertonError('bad_input', `${path.split('/').at(-1)}: файл слишком велик`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
