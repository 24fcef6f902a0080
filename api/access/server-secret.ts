/** The server's own secret: from the settings, or made once and kept beside the state, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KamertonError } from '#platform';

/**
 * Reads (or makes) the secret, 32 bytes at least.
 * @throws KamertonError `bad_configuration` when the kept one is damaged
 */
export async function readServerSecret(config: { KAMERTON_SECRET?: string | undefined; KAMERTON_DATA_DIR: string }) {
  if (config.KAMERTON_SECRET !== undefined) return Buffer.from(config.KAMERTON_SECRET, 'utf8');
  const path = join(config.KAMERTON_DATA_DIR, 'state', 'server.secret');
  const kept = await readFile(path).catch(() => null);
  if (kept === null) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const part = `${path}.${process.pid}`;
    await writeFile(part, randomBytes(48).toString('base64url'), { mode: 0o600 });
    // Whole or not at all, and never over another process's: `link` refuses a name that is there.
    await link(part, path).catch(() => {});
    await rm(part);
  }
  const secret = kept ?? (await readFile(path));
  if (secret.byteLength < 32)
    throw new KamertonError('bad_configuration', `файл ${path} повреждён: удалите его, новый будет создан при запуске`);
  return secret;
}
