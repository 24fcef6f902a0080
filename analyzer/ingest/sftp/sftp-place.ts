/** A folder of a server of SFTP as the place of a source. */
import { dirname, join } from 'node:path/posix';
import { Readable } from 'node:stream';
import type { Attributes, FileEntry } from 'ssh2';
import { KamertonError } from '../../platform/errors.ts';
import {
  addToScan,
  emptyScan,
  fileKindOf,
  isCdrName,
  isComing,
  isGarbled,
  noteGarbled,
  refusalOf,
} from '../file-kinds.ts';
import {
  type CdrFile,
  type CdrShelf,
  doneFolder,
  type FoundFile,
  type Place,
  rejectedFolder,
  type Scan,
  StillChanging,
} from '../place.ts';
import { type DownloadParts, download } from '../remote/download.ts';
import type { SftpSource } from '../source.ts';
import { targetName } from '../target-name.ts';
import { isAtEnd, isMissing, sftpFault, sftpProblem } from './sftp-fault.ts';
import { openSftp, type SftpSession } from './sftp-session.ts';

/** Downloads under way at once, over one connection. */
const lanes = 4;
const deepest = 12;
const mostCdrFiles = 400;
/** Bytes asked for at a time: the most that OpenSSH answers with. */
const chunkBytes = 255 * 1024;

const isFolder = ({ mode }: Attributes) => (mode & 0o170000) === 0o040000;
const isRegular = ({ mode }: Attributes) => (mode & 0o170000) === 0o100000;

/** The place of an SFTP source; with `rawSound` files without a header are recordings too. */
export function sftpPlace(
  source: SftpSource,
  rawSound: boolean,
  password: string | undefined,
  parts: DownloadParts,
): Place {
  const root = source.folder.replace(/(?<=.)\/+$/, '');
  const at = (path: string) => join(root, path);
  let session: Promise<SftpSession> | null = null;
  /** The connection, a new one when the last has broken off. */
  const connected = async (): Promise<SftpSession> => {
    const last = session;
    const open = await last?.catch(() => null);
    if (open && !open.isClosed()) return open;
    if (session === last) session = null;
    session ??= openSftp(source, password);
    return session;
  };

  /** Runs an operation; what goes wrong is told in words. */
  const ask: SftpSession['ask'] = async (operation) => {
    try {
      return await (await connected()).ask(operation);
    } catch (error) {
      throw isMissing(error) ? error : sftpFault(error, source);
    }
  };
  const list = (path: string) => ask<FileEntry[]>((sftp, done) => sftp.readdir(path, done));
  const lstat = (path: string) =>
    ask<Attributes>((sftp, done) => sftp.lstat(path, done)).catch((error) => {
      if (isMissing(error)) return null;
      throw error;
    });

  const walk = async (folder: string, depth: number, scan: Scan): Promise<void> => {
    const found = await list(at(folder)).catch((error) => {
      // Gone since the folder above was listed: it is only the source's own folder that has to be there.
      if (isMissing(error) && folder !== '') return [];
      throw error;
    });
    for (const { filename: name, attrs } of found) {
      const path = join(folder, name);
      if (isFolder(attrs)) {
        if (isGarbled(name)) noteGarbled(scan, name);
        const ours = folder === '' && (name === doneFolder || name === rejectedFolder);
        if (!ours && !isComing(name) && depth > 0) await walk(path, depth - 1, scan);
        continue;
      }
      const kind = fileKindOf(name, rawSound);
      if (kind === null) continue;
      if (!addToScan(scan, fileOf(path, attrs), kind, refusalOf(name, kind, isRegular(attrs)))) return;
    }
  };

  /** Folders that are there already are no fault; whether they could be made shows when they are used. */
  const makeFolders = async (folder: string): Promise<void> => {
    if (folder === root || folder === '/' || (await lstat(folder)) !== null) return;
    await makeFolders(dirname(folder));
    await ask<void>((sftp, done) => sftp.mkdir(folder, done)).catch(async (error) => {
      if ((await lstat(folder)) === null) throw error;
    });
  };
  const move = async (path: string, folder: string, mark: string): Promise<string | null> => {
    const target = at(await targetName(join(folder, path), mark, async (name) => (await lstat(at(name))) !== null));
    try {
      await makeFolders(dirname(target));
      await ask<void>((sftp, done) => sftp.rename(at(path), target, done));
    } catch (error) {
      if ((await lstat(at(path))) === null) return null;
      throw sftpFault(error, source);
    }
    // «keep_done_days» counts from now; a server that does not let the time be set counts from the recording.
    const now = Math.floor(Date.now() / 1000);
    await ask<void>((sftp, done) => sftp.utimes(target, now, now, done)).catch(() => {});
    return target;
  };
  const remove = (path: string) =>
    ask<void>((sftp, done) => sftp.unlink(path, done)).catch((error) => {
      if (!isMissing(error)) throw error;
    });
  const write = (path: string, text: string) =>
    ask<void>((sftp, done) => sftp.writeFile(path, text, { mode: 0o640 }, done));

  const readAll = async (path: string, from: number, most: number): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of bytesOf(await connected(), path, from, most)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const reading = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw isMissing(error) ? new StillChanging() : sftpFault(error, source);
    }
  };

  return {
    lanes,

    async scan() {
      const scan = emptyScan();
      try {
        await walk('', source.nested ? deepest : 0, scan);
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw sftpProblem(source, `папки ${root} нет на ${source.host}; проверьте folder`, error);
      }
      return scan;
    },

    beingWritten: async () => new Set(),

    fetch: (file, signal) =>
      reading(async () => {
        // One byte more than was found shows a file that has grown.
        const open = async () => Readable.from(bytesOf(await connected(), at(file.path), 0, file.size + 1));
        const copy = await download(file, open, parts, signal);
        const now = await lstat(at(file.path));
        const same = now !== null && isRegular(now) && fileOf(file.path, now).version === file.version;
        if (same && now.size === file.size) return copy;
        await copy.release();
        throw new StillChanging();
      }),

    async readSmall(file, mostBytes) {
      if (file.size > mostBytes)
        throw new KamertonError('bad_input', `${file.path.split('/').at(-1)}: файл слишком велик`);
      return reading(() => readAll(at(file.path), 0, file.size));
    },

    async moveToDone(paths, mark) {
      for (const path of paths) await move(path, doneFolder, mark);
    },

    async moveToRejected(paths, reason, mark) {
      for (const [i, path] of paths.entries()) {
        const target = await move(path, rejectedFolder, mark);
        if (i === 0 && target !== null) await write(`${target}.reason.txt`, `${reason}\n`);
      }
    },

    async remove(paths) {
      for (const path of paths) await remove(at(path));
    },

    async prune(own, before) {
      let left = 0;
      const prune = async (folder: string): Promise<void> => {
        const found = await list(folder).catch((error) => {
          if (isMissing(error)) return [];
          throw error;
        });
        for (const { filename, attrs } of found) {
          const path = join(folder, filename);
          if (isFolder(attrs)) await prune(path);
          else if (attrs.mtime * 1000 < before) await remove(path);
          else left += 1;
        }
      };
      if ((await lstat(at(own))) !== null) await prune(at(own));
      return left;
    },

    cdr: source.cdr?.at_source === undefined ? null : cdrShelf(source.cdr.at_source),

    async check() {
      await this.scan();
      if (source.after === 'leave') return;
      const probe = at('.kamerton-check');
      try {
        await write(probe, '');
        await remove(probe);
      } catch (error) {
        const why = `в папку ${root} на ${source.host} нельзя писать, а принятое из неё убирают; дайте право записи или "after": "leave"`;
        throw sftpProblem(source, why, error);
      }
    },

    async rest() {
      const open = await session?.catch(() => null);
      session = null;
      open?.end();
    },
  };

  function cdrShelf(path: string): CdrShelf {
    const asCdr = (one: string, { size, mtime }: Attributes): CdrFile => ({
      path: one,
      size,
      mark: `${size} ${mtime}`,
    });
    return {
      label: `по пути ${path} на ${source.host}`,
      async list() {
        const found = await ask<Attributes>((sftp, done) => sftp.stat(path, done)).catch((error) => {
          if (isMissing(error)) return null;
          throw error;
        });
        if (found === null) return null;
        if (!isFolder(found)) return [asCdr(path, found)];
        return (await list(path))
          .filter(({ filename, attrs }) => isRegular(attrs) && isCdrName(filename))
          .sort((a, b) => b.attrs.mtime - a.attrs.mtime)
          .slice(0, mostCdrFiles)
          .map(({ filename, attrs }) => asCdr(join(path, filename), attrs));
      },
      async readTail({ path: file, size }, mostBytes) {
        const before = Math.max(0, size - mostBytes);
        return { bytes: await reading(() => readAll(file, before, size - before)), before };
      },
    };
  }
}

/** At most `most` bytes of a file from `from` on, piece by piece. */
async function* bytesOf(
  session: SftpSession,
  path: string,
  from: number,
  most: number,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await session.ask<Buffer>((sftp, done) => sftp.open(path, 'r', done));
  try {
    for (let at = from; at < from + most; ) {
      const piece = Buffer.allocUnsafe(Math.min(chunkBytes, from + most - at));
      const read = await session
        .ask<number>((sftp, done) => sftp.read(handle, piece, 0, piece.length, at, done))
        .catch((error) => {
          if (isAtEnd(error)) return 0;
          throw error;
        });
      if (read === 0) return;
      at += read;
      yield piece.subarray(0, read);
    }
  } finally {
    await session.ask<void>((sftp, done) => sftp.close(handle, done)).catch(() => {});
  }
}

/** Times of the protocol are whole seconds. */
const fileOf = (path: string, { size, mtime }: Attributes): FoundFile => ({
  path,
  size,
  mtimeMs: mtime * 1000,
  version: String(mtime),
  inode: '',
});
