/** Whose calls a person may see: the one function that every query of calls must take. */
import type { Account, CallScope } from '#analyzer';
import { mayDo } from './permissions.ts';

/** Operators see their own calls, supervisors those of their teams; without an operator id or a team there is nothing to see. */
export function scopeOf(account: Account): CallScope {
  const { role } = account;
  if (!mayDo(account, 'call.list')) return { kind: 'none' };
  if (role === 'operator')
    return account.operatorId === null ? { kind: 'none' } : { kind: 'operator', operatorId: account.operatorId };
  if (role !== 'supervisor' || mayDo(account, 'call.every_team')) return { kind: 'all' };
  return account.teamOperatorIds.length === 0
    ? { kind: 'none' }
    : { kind: 'teams', operatorIds: account.teamOperatorIds };
}

/** True when somebody of this scope may bring in (or touch) calls of the operator; null: of nobody known. */
export function coversOperator(scope: CallScope, operatorId: string | null): boolean {
  if (scope.kind === 'all') return true;
  if (operatorId === null || scope.kind === 'none') return false;
  return scope.kind === 'teams' ? scope.operatorIds.includes(operatorId) : scope.operatorId === operatorId;
}

/** Ids of the operators whose calls the scope covers, of one of them where one is asked for; undefined: everybody's. */
export function operatorsIn(scope: CallScope, asked?: string): readonly string[] | undefined {
  if (asked !== undefined) return coversOperator(scope, asked) ? [asked] : [];
  if (scope.kind === 'all') return undefined;
  if (scope.kind === 'none') return [];
  return scope.kind === 'teams' ? scope.operatorIds : [scope.operatorId];
}

/** True when somebody may bring in a call of the operator (null: of nobody known). A machine may, even if it may read none. */
export function mayBringIn(account: Account, operatorId: string | null): boolean {
  return account.role === 'machine' || coversOperator(scopeOf(account), operatorId);
}
