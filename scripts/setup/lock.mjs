/** One set-up at a time: a lock file that names its owner and is taken over when the owner is gone. */
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setupFolder } from './places.mjs';

const WAIT_MS = 300;
const TAKEOVER_STALE_MS = 10_000;

/** Process id with its start time: a later process that got the same id is somebody else. */
function identity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22 (start time), counted after the name, which may contain spaces and brackets.
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return `${pid} -`;
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** Creates `file` with its content in one step; false when it is there already. */
function createWhole(file, content) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock of a process that is gone; only one of several waiting processes does it. */
function removeStale(file, owner) {
  const guard = `${file}.takeover`;
  if (!createWhole(guard, String(process.pid))) {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > TAKEOVER_STALE_MS) rmSync(guard, { force: true });
    return;
  }
  if (read(file) === owner) rmSync(file, { force: true });
  rmSync(guard, { force: true });
}

/**
 * Waits for the lock and takes it.
 * @param {(owner: string) => void} onWait called once, with the owner's process id, when somebody else holds it
 * @returns {Promise<() => void>} gives the lock back; may be called twice
 */
export async function takeLock(onWait) {
  mkdirSync(setupFolder(), { recursive: true });
  const file = join(setupFolder(), 'lock');
  const me = identity(process.pid);
  let told = false;
  while (!createWhole(file, me)) {
    const owner = read(file);
    if (owner === undefined) continue;
    const pid = Number.parseInt(owner, 10);
    if (!(pid > 0) || identity(pid) !== owner) {
      removeStale(file, owner);
    } else if (!told) {
      told = true;
      onWait(String(pid));
    }
    await sleep(WAIT_MS);
  }
  return () => {
    if (read(file) === me) rmSync(file, { force: true });
  };
}
