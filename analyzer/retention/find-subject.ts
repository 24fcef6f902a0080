/** Finds the calls of one person by a telephone or account number: in what the telephony said and in what was said aloud. */
import type { Segment } from '../domain/call.ts';
import { tokenizeCall } from '../language/tokens.ts';
import { KamertonError } from '../platform/index.ts';
import { findNumberRuns } from '../privacy/number-runs.ts';
import { maskOf } from '../privacy/personal-span.ts';
import { readCallsWithNumbers } from '../storage/facts/calls-with-numbers.ts';
import type { FactsReader } from '../storage/facts/client.ts';
import type { CallLedger } from '../storage/state/call-ledger.ts';
import { clientNumbers } from '../storage/state/client-numbers.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import type { LedgerCall } from '../storage/state/ledger-call.ts';
import type { LegalHolds } from '../storage/state/legal-holds.ts';

export interface SubjectParts {
  database: StateDatabase;
  facts: FactsReader;
  ledger: CallLedger;
  /** Reads a call's words as they were said; null when there are none. */
  unmasked: { segments(call: { id: string; day: string }): Promise<Segment[] | null> };
  holds: LegalHolds;
}

/** Where the number stands: in the telephony's data, in the name of the call, or in its words. */
export type FoundIn = 'telephony' | 'name' | 'words';

export interface SubjectCall {
  call: LedgerCall;
  foundIn: FoundIn[];
  held: boolean;
}

/** Words behind these masks may be the number. */
const masks = [maskOf.phone, maskOf.account, maskOf.number];

/**
 * The digits that are searched for. A Russian telephone number loses its 8 or +7.
 * @throws KamertonError `bad_input` when there are fewer than six or more than twenty
 */
export function digitsOf(number: string): string {
  const digits = number.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 20)
    throw new KamertonError('bad_input', 'номер должен состоять из 6–20 цифр: телефон или лицевой счёт');
  return digits.length === 11 && /^[78]/.test(digits) ? digits.slice(1) : digits;
}

/** True when these words hold the digits in one run, said or written. */
function saysNumber(segments: readonly Segment[], digits: string): boolean {
  if (segments.some(({ text }) => text.replace(/\D/g, '').includes(digits))) return true;
  const tokens = tokenizeCall({ segments: [...segments] });
  return findNumberRuns(tokens, 0, tokens.length, () => false).some(
    (run) => run.digits.includes(digits) || run.apart.replace(/\D/g, '').includes(digits),
  );
}

/** Every call of the number, oldest first. */
export async function findSubject(number: string, parts: SubjectParts): Promise<SubjectCall[]> {
  const digits = digitsOf(number);
  const found = new Map<string, FoundIn[]>();
  const add = (id: string, where: FoundIn) => found.set(id, [...(found.get(id) ?? []), where]);
  for await (const page of clientNumbers(parts.database)) {
    for (const { id, externalId, phone } of page) {
      if (phone.replace(/\D/g, '').endsWith(digits)) add(id, 'telephony');
      if (externalId.replace(/\D/g, '').includes(digits)) add(id, 'name');
    }
  }
  for (const candidate of await readCallsWithNumbers(parts.facts, masks, digits)) {
    if (saysNumber((await parts.unmasked.segments(candidate)) ?? [], digits)) add(candidate.id, 'words');
  }
  const held = await parts.holds.among([...found.keys()]);
  const calls: SubjectCall[] = [];
  for (const [id, foundIn] of found) {
    const call = await parts.ledger.find(id);
    if (call !== null) calls.push({ call, foundIn, held: held.has(id) });
  }
  return calls.sort((a, b) => (a.call.day < b.call.day ? -1 : 1));
}
