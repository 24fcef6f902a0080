/** What lies in a watched folder: recordings, what belongs to them, and what must not be touched. Nothing is opened here. */
import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { rawKindOf } from '../../sound/wrap-raw.ts';

/** A regular file as it was a moment ago. */
export interface FoundFile {
  /** Path from the source's folder. */
  path: string;
  size: number;
  mtimeMs: number;
  dev: number;
  ino: number;
}

export interface FolderScan {
  recordings: FoundFile[];
  /** Sidecars and markers by their path. */
  beside: Map<string, FoundFile>;
  /** What is refused without being opened, with the reason. */
  refused: (FoundFile & { reason: string })[];
}

/** Folders of ours inside of a source's folder. */
export const doneFolder = 'done';
export const rejectedFolder = 'rejected';

const sound = /^\.(wav|wav49|mp3|ogg|opus|oga|flac|m4a|mp4|aac|webm|amr|gsm|spx)$/i;
const beside = /^\.(json|vtt|srt|done)$/i;
const archive = /^\.(zip|rar|7z|tar|gz|tgz|bz2|xz)$/i;
/** Names that programs give to files that are still coming. */
const coming = /^\.|~$|\.(part|partial|tmp|temp|filepart|crdownload|download|lock|swp)$/i;
const deepest = 12;
const mostFiles = 200_000;

/**
 * Walks the folder; with `rawSound` files without a header are recordings too. Links are never followed, neither to files nor to folders.
 * @throws the error of the file system when the folder itself is not there
 */
export async function scanFolder(folder: string, nested: boolean, rawSound = false): Promise<FolderScan> {
  const scan: FolderScan = { recordings: [], beside: new Map(), refused: [] };
  await walk({ root: folder, rawSound }, '', nested ? deepest : 0, scan);
  return scan;
}

interface Walked {
  root: string;
  rawSound: boolean;
}

async function walk(walked: Walked, at: string, depth: number, scan: FolderScan): Promise<void> {
  const { root, rawSound } = walked;
  for (const entry of await readdir(join(root, at), { withFileTypes: true })) {
    if (coming.test(entry.name)) continue;
    const path = join(at, entry.name);
    if (entry.isDirectory()) {
      const ours = at === '' && (entry.name === doneFolder || entry.name === rejectedFolder);
      if (!ours && depth > 0) await walk(walked, path, depth - 1, scan);
      continue;
    }
    if (scan.recordings.length + scan.refused.length >= mostFiles) return;
    const kind = kindOf(entry.name, rawSound);
    if (kind === null) continue;
    const found = await lstat(join(root, path)).catch(() => null);
    if (found === null) continue;
    const file = { path, size: found.size, mtimeMs: found.mtimeMs, dev: found.dev, ino: found.ino };
    const reason = found.isFile()
      ? refusalOf(entry, kind)
      : 'это не обычный файл (ссылка, канал или устройство) – положите сам файл записи';
    if (reason !== null) scan.refused.push({ ...file, reason });
    else if (kind === 'sound') scan.recordings.push(file);
    else scan.beside.set(path, file);
  }
}

function kindOf(name: string, rawSound: boolean): 'sound' | 'beside' | 'archive' | null {
  const extension = extname(name);
  if (sound.test(extension) || (rawSound && rawKindOf(name) !== null)) return 'sound';
  if (beside.test(extension)) return 'beside';
  return archive.test(extension) ? 'archive' : null;
}

function refusalOf(entry: Dirent, kind: 'sound' | 'beside' | 'archive'): string | null {
  if (entry.name.includes('\ufffd')) return 'имя файла не в UTF-8 – переименуйте его';
  return kind === 'archive' ? 'архивы не принимаются – распакуйте его и положите записи' : null;
}
