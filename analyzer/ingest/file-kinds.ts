/** What a file of a source is by its name: a recording, something that belongs to one, or nothing of ours. */
import { extname } from 'node:path';
import { rawKindOf } from '../sound/wrap-raw.ts';
import { type FoundFile, mostFiles, type Scan } from './place.ts';

const sound = /^\.(wav|wav49|mp3|ogg|opus|oga|flac|m4a|mp4|aac|webm|amr|gsm|spx)$/i;
const beside = /^\.(json|vtt|srt|done)$/i;
const archive = /^\.(zip|rar|7z|tar|gz|tgz|bz2|xz)$/i;
/** Names that programs give to files that are still coming. */
const coming = /^\.|~$|\.(part|partial|tmp|temp|filepart|crdownload|download|lock|swp)$/i;

const cdr = /\.(csv|txt|log|json|cdr)$|^queue_log([.-]\d+)?$/i;

/** True for what a CDR file of a folder may be called. */
export const isCdrName = (name: string): boolean => cdr.test(name);

type FileKind = 'sound' | 'beside' | 'archive';

/** Kind of a file by its name without folder; null for what is none of ours. With `rawSound` files without a header are recordings too. */
export function fileKindOf(name: string, rawSound: boolean): FileKind | null {
  if (isComing(name)) return null;
  const extension = extname(name);
  if (sound.test(extension) || (rawSound && rawKindOf(name) !== null)) return 'sound';
  if (beside.test(extension)) return 'beside';
  return archive.test(extension) ? 'archive' : null;
}

/** True for names that are passed over, of files and of folders. */
export const isComing = (name: string): boolean => coming.test(name);

export const emptyScan = (): Scan => ({ recordings: [], beside: new Map(), refused: [], problem: null });

/** True for a name that was not UTF-8: it is listed with marks in place of its letters, and cannot be asked for by them. */
export const isGarbled = (name: string): boolean => name.includes('\ufffd');

/** Notes something that cannot be opened by its name, without stopping the look. */
export function noteGarbled(scan: Scan, name: string): void {
  scan.problem ??= `имя не в UTF-8: «${name}» – переименуйте, иначе внутри ничего не видно`;
}

/** Why a file is refused without being opened; null when it is not. */
export function refusalOf(name: string, kind: FileKind, isRegular: boolean): string | null {
  if (!isRegular) return 'это не обычный файл (ссылка, канал или устройство) – положите сам файл записи';
  if (isGarbled(name)) return 'имя файла не в UTF-8 – переименуйте его';
  return kind === 'archive' ? 'архивы не принимаются – распакуйте его и положите записи' : null;
}

/** Puts a file where it belongs in a scan. False when the scan is full. */
export function addToScan(scan: Scan, file: FoundFile, kind: FileKind, reason: string | null): boolean {
  if (scan.recordings.length + scan.refused.length >= mostFiles) {
    scan.problem = `файлов больше ${mostFiles.toLocaleString('ru')}: остальные подождут; пусть источник убирает принятое ("after")`;
    return false;
  }
  if (reason !== null) scan.refused.push({ ...file, reason });
  else if (kind === 'sound') scan.recordings.push(file);
  else scan.beside.set(file.path, file);
  return true;
}
