/** An account as the product knows it, and how it is read from its row. */
import { z } from 'zod';
import type { UsersTable } from './tables/users-table.ts';

/** Who checks the password: we, the company's directory, or its sign-on provider. */
export type AccountSource = 'local' | 'ldap' | 'oidc';

export interface Account {
  id: string;
  login: string;
  name: string;
  role: string;
  /** Whose calls an operator's account is for. */
  operatorId: string | null;
  /** Permissions beyond the role's own. */
  grants: string[];
  /** True while the password is a one-time one: nothing but changing it is allowed. */
  mustChangePassword: boolean;
  /** Operators of the teams that the person supervises. */
  teamOperatorIds: string[];
}

/** An account as administrators see it. */
export interface AccountEntry extends Omit<Account, 'teamOperatorIds'> {
  source: AccountSource;
  disabled: boolean;
  createdAt: string;
  lastSignInAt: string | null;
  /** Teams that the person supervises. */
  teamIds: string[];
}

const grantsSchema = z.array(z.string());

export const toAccount = (row: UsersTable, teamOperatorIds: string[]): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: row.role,
  operatorId: row.operator_id,
  grants: grantsSchema.parse(JSON.parse(row.grants)),
  mustChangePassword: Number(row.must_change_password) === 1,
  teamOperatorIds,
});

export function toEntry(row: UsersTable, teamIds: string[]): AccountEntry {
  const { teamOperatorIds: _, ...account } = toAccount(row, []);
  return {
    ...account,
    source: row.source as AccountSource,
    disabled: Number(row.disabled) === 1,
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
    teamIds,
  };
}
