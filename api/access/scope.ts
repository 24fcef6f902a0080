/** Whose calls a person may see: the one function that every query of calls must take. */
import type { Account, CallScope } from '#analyzer';
import { isAllowed, type Role } from './permissions.ts';

/** Operators see their own calls only; an operator account without an operator id sees none. */
export function scopeOf(account: Account): CallScope {
  const role = account.role as Role;
  if (!isAllowed(role, 'call.list')) return { kind: 'none' };
  if (role !== 'operator') return { kind: 'all' };
  return account.operatorId === null ? { kind: 'none' } : { kind: 'operator', operatorId: account.operatorId };
}
