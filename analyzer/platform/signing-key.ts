/** The key that signs the head of the audit log and deletion acts: Ed25519 in a file of its own, made at first use. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KamertonError } from './errors.ts';
import { hashPlain, randomToken } from './ids.ts';

export interface SigningKey {
  /** First 16 hex digits of the SHA-256 of the public key. */
  id: string;
  /** Public half in PEM: who holds it can check signatures and make none. */
  publicPem: string;
  /** Signature of a text, base64url. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

/**
 * Reads the key at `path`; makes one when there is none (two processes at once end up with the same).
 * @throws KamertonError `bad_configuration` when the file holds no Ed25519 key
 */
export async function loadSigningKey(path: string): Promise<SigningKey> {
  const pem = (await read(path)) ?? (await make(path));
  try {
    const secret = createPrivateKey(pem);
    if (secret.asymmetricKeyType !== 'ed25519') throw new Error('not ed25519');
    return keyOf(secret);
  } catch (cause) {
    throw new KamertonError(
      'bad_configuration',
      `в файле ключа подписи ${path} нет ключа Ed25519 в виде PEM; верните прежний файл из резервной копии`,
      { cause },
    );
  }
}

function keyOf(secret: KeyObject): SigningKey {
  const publicKey = createPublicKey(secret);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    id: hashPlain(publicPem).slice(0, 16),
    publicPem,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), secret).toString('base64url'),
    verify: (text, signature) =>
      verify(null, Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64url')),
  };
}

const read = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/** Written whole under another name, then linked: the link of the first one wins. */
async function make(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const part = `${path}.${randomToken(6)}`;
  await writeFile(part, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(part, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(part, { force: true });
  }
  return readFile(path, 'utf8');
}
