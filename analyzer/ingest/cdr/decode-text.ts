/** Bytes of a text file as text: UTF-8, or Windows-1251, in which Russian exchanges still write. */

export const encodings = ['auto', 'utf-8', 'windows-1251', 'utf-16le'] as const;
export type Encoding = (typeof encodings)[number];

/** `auto`: by the mark, then UTF-8 when all of it is UTF-8, else Windows-1251. A mark is removed. */
export function decodeText(bytes: Uint8Array, encoding: Encoding = 'auto'): string {
  if (encoding !== 'auto') return new TextDecoder(encoding).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
