/** Short texts with a signature: only this server could have made them, for this purpose. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signature of a text; the purpose keeps a signature for one thing from being used for another. */
export function signatureOf(secret: Uint8Array, purpose: string, text: string): string {
  return createHmac('sha256', secret).update(`${purpose}\n${text}`, 'utf8').digest('base64url');
}

/** True when the signature is ours, for this text and purpose; takes the same time whatever is wrong with it. */
export function isSignatureOf(secret: Uint8Array, purpose: string, text: string, signature: string): boolean {
  const wanted = Buffer.from(signatureOf(secret, purpose, text));
  const given = Buffer.from(signature);
  return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
}

/** `text.signature`, with the text in base64url. */
export function signText(secret: Uint8Array, purpose: string, text: string): string {
  return `${Buffer.from(text, 'utf8').toString('base64url')}.${signatureOf(secret, purpose, text)}`;
}

/** The text, when the signature is ours and for this purpose; otherwise null. */
export function readSignedText(secret: Uint8Array, purpose: string, signed: string): string | null {
  const [encoded, signature, ...rest] = signed.split('.');
  if (!encoded || !signature || rest.length > 0) return null;
  const text = Buffer.from(encoded, 'base64url').toString('utf8');
  if (!isSignatureOf(secret, purpose, text, signature)) return null;
  // The text must also be written as we write it: one text, one form.
  return Buffer.from(text, 'utf8').toString('base64url') === encoded ? text : null;
}
