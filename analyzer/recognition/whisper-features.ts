/** What a whisper.cpp program can do: asked once by its help, because 1.5 and newer versions differ. */
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { runEngine } from './engine-process.ts';
import { flagsOfHelp } from './whisper-arguments.ts';

const known = new Map<string, Promise<ReadonlySet<string>>>();

/** Flags of a program, kept until its file changes; an empty set when it does not tell. */
export async function featuresOf(program: string): Promise<ReadonlySet<string>> {
  const { mtimeMs, size } = await stat(program);
  const key = `${program} ${mtimeMs} ${size}`;
  const asked = known.get(key) ?? askHelp(program).catch(() => new Set<string>());
  known.set(key, asked);
  return asked;
}

async function askHelp(program: string): Promise<ReadonlySet<string>> {
  const flags = new Set<string>();
  await runEngine({
    program,
    args: ['--help'],
    cwd: tmpdir(),
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
    limitMs: 60_000,
    onLine: (line) => flagsOfHelp(line).forEach((flag) => void flags.add(flag)),
  });
  return flags;
}
