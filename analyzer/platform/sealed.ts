/** Authenticated encryption of small things: AES-256-GCM, a random nonce in front, the tag behind. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KamertonError } from './errors.ts';

const nonceBytes = 12;
const tagBytes = 16;
/** Bytes that sealing adds. */
export const sealOverhead = nonceBytes + tagBytes;

/** Seals `plain` under a 32-byte key; it opens only with the same `context` (what it belongs to). */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws KamertonError `internal` when the key, the context or a byte is another */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
    decipher.setAAD(Buffer.from(context, 'utf8'));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
    return Buffer.concat([plain, decipher.final()]);
  } catch (cause) {
    throw new KamertonError('internal', 'зашифрованные данные не открываются: другой ключ или они повреждены', {
      cause,
    });
  }
}
