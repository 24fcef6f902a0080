/** A small disk of its own (tmpfs) that can be filled to the last byte; only where mounting is allowed. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  folder: string;
  /** Leaves about so many bytes free. */
  fill(leftBytes: number): void;
  /** Gives everything back that `fill` took. */
  free(): void;
  release(): void;
}

/** Mounts one of `megabytes`; null where this process may not mount. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'kam-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'kamerton-test', folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filler = join(folder, 'filler');
  const block = Buffer.alloc(65_536);
  return {
    folder,
    fill(leftBytes) {
      const file = openSync(filler, 'a');
      try {
        for (;;) {
          const { bavail, bsize } = statfsSync(folder);
          const room = Number(bavail) * Number(bsize) - leftBytes;
          if (room <= 0) return;
          writeSync(file, block, 0, Math.min(room, block.length));
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(filler, { force: true }),
    release() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
