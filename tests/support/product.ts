/** The whole product as a user runs it: `kamerton serve --demo` in its own process over a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { waitFor } from './wait-for.ts';

const program = fileURLToPath(new URL('../../scripts/kamerton.mjs', import.meta.url));

export interface Product {
  url: string;
  process: ChildProcess;
  /** Sends a signal and waits until the process is gone. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the product and waits until it says its address. `nodeArgs` go to Node itself (a profile). */
export async function startProduct(
  dataFolder: string,
  environment: Record<string, string> = {},
  nodeArgs: readonly string[] = [],
): Promise<Product> {
  const child = spawn(process.execPath, [...nodeArgs, program, 'serve', '--demo'], {
    env: { ...process.env, KAMERTON_DATA_DIR: dataFolder, KAMERTON_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  const ended = once(child, 'exit');
  await waitFor(() => {
    if (child.exitCode !== null) throw new Error(`the product ended: ${said}${errors}`);
    return /Kamerton готов: http\S+/.test(said);
  }, 120);
  const url = /Kamerton готов: (http\S+)/.exec(said)?.[1] ?? '';
  return {
    url,
    process: child,
    async end(signal) {
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

const demoAccountSchema = z.object({ login: z.string(), password: z.string() }).array();

/** Password of a demo account, as `npm start` shows it. */
export async function demoPassword(dataFolder: string, login: string): Promise<string> {
  const list = demoAccountSchema.parse(JSON.parse(await readFile(join(dataFolder, 'demo-accounts.json'), 'utf8')));
  const account = list.find((one) => one.login === login);
  if (!account) throw new Error(`no demo account ${login}`);
  return account.password;
}

/** Signs a demo account in and returns the session's cookie header; sessions outlive a restart of the product. */
export async function signIn(url: string, dataFolder: string, login: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: await demoPassword(dataFolder, login) }),
  });
  if (!answer.ok) throw new Error(`sign-in refused: ${answer.status} ${await answer.text()}`);
  const session = answer.headers.getSetCookie().find((cookie) => /^(__Host-)?sid=/.test(cookie));
  return session?.split(';')[0] ?? '';
}

/** Reads a path of the API with a session's cookie; the answer must fit the schema. */
export async function readApi<T extends z.ZodType>(url: string, cookie: string, schema: T): Promise<z.output<T>> {
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return schema.parse(await response.json());
}
