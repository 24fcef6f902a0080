/** The signed head of the audit log, in a file apart from the database: a log whose tail was cut off no longer fits it. */
import { closeSync, fsync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { canonicalJson, randomToken, type SigningKey } from '../platform/index.ts';

const headSchema = z.object({
  seq: z.number().int().min(1),
  rowHash: z.string(),
  at: z.string(),
  signature: z.string(),
});
export type AuditHead = z.infer<typeof headSchema>;

export type HeadState = { kind: 'signed'; head: AuditHead } | { kind: 'missing' } | { kind: 'forged' };

export type SignedHead = ReturnType<typeof signedHead>;

const toDisk = promisify(fsync);

/**
 * The head in `folder`, signed by `key`. Every answer about a call waits for it: only the disk itself is waited for, the small
 * steps around it take microseconds, and each hop of a busy server would take longer than all of them.
 */
export function signedHead(folder: string, key: SigningKey) {
  const path = join(folder, 'head.json');
  /** What this process wrote there last; while it stands, its signature need not be looked at again. */
  let own: { text: string; head: AuditHead } | null = null;

  const read = async (): Promise<HeadState> => {
    const text = textIn(path);
    if (text === null) return { kind: 'missing' };
    if (own?.text === text) return { kind: 'signed', head: own.head };
    try {
      const head = headSchema.parse(JSON.parse(text));
      return key.verify(textOf(head), head.signature) ? { kind: 'signed', head } : { kind: 'forged' };
    } catch {
      return { kind: 'forged' };
    }
  };

  return {
    read,

    /** Moves the head on to a row; one that is further already (another process was faster) stays. */
    async move(row: { seq: number; rowHash: string; at: string }): Promise<void> {
      const now = await read();
      if (now.kind === 'signed' && now.head.seq >= row.seq) return;
      const bare = { seq: row.seq, rowHash: row.rowHash, at: row.at };
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const head = { ...bare, signature: key.sign(textOf(bare)) };
      const text = JSON.stringify(head);
      const part = `${path}.${randomToken(6)}.part`;
      const file = openSync(part, 'w', 0o600);
      try {
        writeSync(file, text);
        await toDisk(file);
      } finally {
        closeSync(file);
      }
      renameSync(part, path);
      own = { text, head };
    },
  };
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const textOf = ({ seq, rowHash, at }: Omit<AuditHead, 'signature'>) =>
  `kamerton audit head ${canonicalJson({ seq, rowHash, at })}`;

/** What the signature of an anchor (rows up to `seq` were deleted in time) covers. */
export const anchorText = (anchor: { seq: number; rowHash: string; at: string }) =>
  `kamerton audit anchor ${canonicalJson({ seq: anchor.seq, rowHash: anchor.rowHash, at: anchor.at })}`;
