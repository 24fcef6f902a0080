/** Files that programs of this machine have open for writing, as far as the system lets us see them. */
import { readdir, readFile, stat } from 'node:fs/promises';

/** O_WRONLY or O_RDWR of the octal flags of /proc/<pid>/fdinfo. */
const writes = (fdinfo: string) => (Number.parseInt(/^flags:\s*0?(\d+)/m.exec(fdinfo)?.[1] ?? '0', 8) & 3) !== 0;

/**
 * Device and inode («dev:ino») of every file that is open for writing. Processes of other people are seen by root alone, and
 * writers on other machines (NFS, SMB) by nobody: this only adds to the waiting for the size to stand still.
 */
export async function openForWriting(wanted: ReadonlySet<string>, proc = '/proc'): Promise<Set<string>> {
  const open = new Set<string>();
  if (wanted.size === 0) return open;
  const own = String(process.pid);
  for (const pid of await readdir(proc).catch(() => [])) {
    if (!/^\d+$/.test(pid) || pid === own) continue;
    for (const fd of await readdir(`${proc}/${pid}/fd`).catch(() => [])) {
      const target = await stat(`${proc}/${pid}/fd/${fd}`).catch(() => null);
      if (!target?.isFile()) continue;
      const key = `${target.dev}:${target.ino}`;
      if (wanted.has(key) && writes(await readFile(`${proc}/${pid}/fdinfo/${fd}`, 'utf8').catch(() => '')))
        open.add(key);
    }
  }
  return open;
}
