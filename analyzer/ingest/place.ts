/** Where the files of a source lie – a folder, a bucket, another machine – and what can be done with them there. */

/** A file as it was a moment ago. */
export interface FoundFile {
  /** Path from the root of the source, with «/». */
  path: string;
  /** Bytes. */
  size: number;
  mtimeMs: number;
  /** Changes with the content: the time of change in a folder, the ETag in a bucket. With path and size it is what the log knows a file by. */
  version: string;
  /** Device and inode in a folder, otherwise empty. */
  inode: string;
}

export interface Scan {
  recordings: FoundFile[];
  /** Sidecars and markers by their path. */
  beside: Map<string, FoundFile>;
  /** What is refused without being opened, with the reason. */
  refused: (FoundFile & { reason: string })[];
  /** What hindered the look without stopping it; null when all was seen. */
  problem: string | null;
}

/** A file that programs of this machine can open. */
export interface LocalFile {
  path: string;
  /** The file as found, where `path` is that very file and others may still write to it; null for a copy of our own. */
  found: FoundFile | null;
  /** Removes the copy; call it in any case. */
  release(): Promise<void>;
}

/** CDR files, wherever they lie. */
export interface CdrShelf {
  /** How people know the place. */
  label: string;
  /** The newest files; null when the place is not there. `mark` changes with the content. */
  list(): Promise<CdrFile[] | null>;
  /** The last bytes of a file and how many stand before them. */
  readTail(file: CdrFile, mostBytes: number): Promise<{ bytes: Buffer; before: number }>;
}

export interface CdrFile {
  path: string;
  mark: string;
  size: number;
}

/** The file was changed or removed while it was read: it is looked at again later. */
export class StillChanging extends Error {}

/**
 * The files of a source. What cannot be reached is told by KamertonError `source_unavailable`: nobody blames a file for it.
 */
export interface Place {
  /** How many recordings may be under way at once: waiting for a network costs no processor. */
  lanes: number;
  /** What lies there now; `done` and `rejected` are left out. */
  scan(): Promise<Scan>;
  /** Those of the files that somebody is seen to have open for writing. */
  beingWritten(files: readonly FoundFile[]): Promise<ReadonlySet<FoundFile>>;
  /** The whole file, unchanged since it was found. @throws StillChanging */
  fetch(file: FoundFile, signal: AbortSignal): Promise<LocalFile>;
  /** A small file, such as a sidecar. @throws KamertonError `bad_input` when it is larger than `mostBytes` */
  readSmall(file: FoundFile, mostBytes: number): Promise<Buffer>;
  /** Moves files to `done`, keeping their folders; a name that is taken there gets `mark` behind it. */
  moveToDone(paths: readonly string[], mark: string): Promise<void>;
  /** Moves files to `rejected` and writes the reason beside the first of them. */
  moveToRejected(paths: readonly string[], reason: string, mark: string): Promise<void>;
  remove(paths: readonly string[]): Promise<void>;
  /** Removes what was moved to one of our folders before the instant, milliseconds since 1970. Returns how many files are left there. */
  prune(folder: OwnFolder, before: number): Promise<number>;
  /** The CDR files of the source, where it has some. */
  cdr: CdrShelf | null;
  /** Tries what the source will need, for `doctor`. @throws KamertonError naming what is wrong and the way out */
  check(): Promise<void>;
  /** Ends connections; the next call opens them again. */
  rest(): Promise<void>;
}

/** Folders of ours inside of a source. */
export const doneFolder = 'done';
export const rejectedFolder = 'rejected';
export type OwnFolder = typeof doneFolder | typeof rejectedFolder;
/** Of more files the rest waits until some have left. */
export const mostFiles = 200_000;
