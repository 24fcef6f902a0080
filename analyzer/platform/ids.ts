/** Identifiers: deterministic ones for results (the same work gives the same id), random ones for secrets and names. */
import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 of the parts, length-prefixed so that («ab», «c») and («a», «bc») differ; hex. */
export function hashOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    hash.update(`${bytes.byteLength}:`).update(bytes);
  }
  return hash.digest('hex');
}

/** A UUID (version 8, RFC 9562: our own digest) made of the parts: the same parts always give the same id. */
export function deterministicUuid(...parts: string[]): string {
  const hex = hashOf(...parts)
    .slice(0, 32)
    .split('');
  hex[12] = '8';
  hex[16] = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  const s = hex.join('');
  return `${s.slice(0, 8)}-${s.slice(8, 12)}-${s.slice(12, 16)}-${s.slice(16, 20)}-${s.slice(20)}`;
}

/** A random token of `bytes` bytes, URL-safe. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Plain SHA-256 of a text, hex: for formats that prescribe it (password files, stored session tokens). */
export function hashPlain(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
