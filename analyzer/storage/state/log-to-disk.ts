/** Brings SQLite's write-ahead log to the disk beside the event loop: the engine itself would hold the loop until the disk answers. */
import { closeSync, fsync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const toDisk = promisify(fsync);

export interface LogToDisk {
  /** False where there is no log to wait for (the file system knows no write-ahead log): then the engine must wait itself. */
  ready(): boolean;
  /** Resolves when everything that was committed before is on the disk. */
  reached(): Promise<void>;
  close(): void;
}

/**
 * The log of the database file at `path`. It stays the same file as long as one connection is open. Locks of SQLite lie on other
 * files: what is closed here lets none of them go.
 */
export function logToDisk(path: string): LogToDisk {
  let file: number | null = null;

  const open = (): number => {
    const opened = openSync(`${path}-wal`, 'r+');
    // A new file is safe when its name is.
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
    file = opened;
    return opened;
  };

  return {
    ready() {
      try {
        file ??= open();
        return true;
      } catch {
        return false;
      }
    },

    async reached() {
      await toDisk(file ?? open());
    },

    close() {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}
