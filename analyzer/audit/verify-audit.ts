/** Verification of the audit log: every row against its hash and the one before, the tail against the signed head. */
import type { SigningKey } from '../platform/index.ts';
import type { AuditLog } from '../storage/state/audit-log.ts';
import { type ChainedRow, chainStart, hashOfRow } from '../storage/state/audit-rows.ts';
import { anchorText, type SignedHead } from './signed-head.ts';

/** Rows read at once. */
const pageRows = 1_000;

export interface AuditVerdict {
  /** Rows that were read and fit. */
  rows: number;
  lastSeq: number;
  /** The first thing that does not fit: the row's number and what is wrong; null when the log is whole. */
  broken: { seq: number; reason: string } | null;
}

/** Walks the whole log. Reads only. */
export async function verifyAudit(log: AuditLog, head: SignedHead, key: SigningKey): Promise<AuditVerdict> {
  // The head first: rows that are written while we read then only make the log longer.
  const signed = await head.read();
  if (signed.kind === 'forged') return ended(0, 0, 1, 'подпись вершины журнала неверна: файл audit/head.json подменён');
  const anchor = (await log.anchors()).at(-1);
  let rows = 0;
  let seq = anchor === undefined ? 0 : Number(anchor.seq);
  let hash = anchor?.row_hash ?? chainStart;
  if (anchor && !key.verify(anchorText({ seq, rowHash: hash, at: anchor.at }), anchor.signature)) {
    return ended(rows, seq, seq, 'подпись границы, до которой журнал удалён по сроку, неверна');
  }
  let sealed = signed.kind === 'signed' && signed.head.seq === seq && signed.head.rowHash === hash;
  for (let page = await log.after(seq, pageRows); page.length > 0; page = await log.after(seq, pageRows)) {
    for (const row of page) {
      const reason = faultOf(row, seq, hash);
      if (reason !== null) return ended(rows, seq, seq + 1, reason);
      rows += 1;
      seq = row.seq;
      hash = row.rowHash;
      if (signed.kind === 'signed' && seq === signed.head.seq) {
        if (hash !== signed.head.rowHash) return ended(rows, seq, seq, 'запись не та, что под подписанной вершиной');
        sealed = true;
      }
    }
  }
  if (signed.kind === 'missing') {
    return rows === 0 ? { rows, lastSeq: seq, broken: null } : ended(rows, seq, seq, 'нет подписанной вершины журнала');
  }
  if (!sealed) {
    return ended(rows, seq, seq + 1, `конец журнала отрезан: подписана запись ${signed.head.seq}, последняя – ${seq}`);
  }
  return { rows, lastSeq: seq, broken: null };
}

function faultOf(row: ChainedRow, seq: number, hash: string): string | null {
  if (row.seq !== seq + 1) return `запись удалена: после ${seq} идёт ${row.seq}`;
  if (row.prevHash !== hash) return 'цепочка разорвана: предыдущая запись другая';
  return hashOfRow(row) === row.rowHash ? null : 'запись изменена после того, как была сделана';
}

const ended = (rows: number, lastSeq: number, seq: number, reason: string): AuditVerdict => ({
  rows,
  lastSeq,
  broken: { seq, reason },
});
