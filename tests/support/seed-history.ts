/** The made-up history of calls, put into a running product by the command that people use. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../scripts/kamerton.mjs', import.meta.url));

/** `months` before today get `calls`; the product of the data folder must be running. `more`: other arguments of the command. */
export async function seedCalls(dataFolder: string, calls: number, months: number, ...more: string[]): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [program, 'seed', '--calls', String(calls), '--months', String(months), ...more],
    {
      env: { ...process.env, KAMERTON_DATA_DIR: dataFolder },
    },
  );
}
