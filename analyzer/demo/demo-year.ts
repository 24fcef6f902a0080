/** A year of made-up calls behind the samples, so that trends, trust and search have something to show. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveWay } from '../platform/index.ts';

const calls = 7_200;
const made = ['--calls', String(calls), '--months', '12', '--reviews'];

/**
 * Makes the year once for a data folder, in a process of its own (`kamerton seed`), beside the server. Interrupted, it is taken
 * up again at the next start; a store with real calls gets none.
 * @param program script that runs `kamerton`; it has this process's environment
 * @param tell one line for the person at the terminal
 * @returns ends it early
 */
export function bringDemoYear(program: string, dataFolder: string, tell: (line: string) => void): () => Promise<void> {
  const mark = join(dataFolder, 'demo-year.json');
  if (existsSync(mark)) return async () => {};
  const child = spawn(process.execPath, [program, 'seed', ...made], {
    stdio: 'ignore',
  });
  // A newcomer's first click comes before the past.
  giveWay(child.pid);
  // Without the year everything else works: a failure is said, and tried again at the next start.
  const ended = once(child, 'exit').then(
    async ([code, signal]) => {
      if (code === 0) {
        await writeFile(mark, JSON.stringify({ made }));
        tell(`Учебный год готов: придуманных звонков ${calls}, часть с решениями, возражениями и заметками`);
      } else if (signal === null)
        tell(`Учебный год не создан; почему, скажет команда: npx kamerton seed --calls ${calls}`);
    },
    () => tell('Учебный год не создан: процесс не запустился'),
  );
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}
