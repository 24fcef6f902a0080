/** Changing accounts: rights that were cut are cut at once, in every browser. */
import type { z } from 'zod';
import type { AccountEntry } from '#analyzer';
import { KamertonError, randomToken } from '#platform';
import { grantableTo, type Role } from '../../access/permissions.ts';
import type { ApiDeps } from '../../deps.ts';
import type { accountChangeSchema, newAccountSchema } from './accounts.schemas.ts';

type Change = z.infer<typeof accountChangeSchema>;

/** 96 bits: nobody guesses it before it is replaced. */
const oneTimePassword = () => randomToken(12);

export function accountsService(deps: Pick<ApiDeps, 'accounts' | 'sessions'>) {
  const findOrFail = async (id: string): Promise<AccountEntry> => {
    const entry = await deps.accounts.find(id);
    if (entry === null) throw new KamertonError('not_found', 'такой учётной записи нет');
    return entry;
  };

  return {
    findOrFail,

    async create(person: z.infer<typeof newAccountSchema>) {
      checkGrants(person.role, person.grants);
      const password = oneTimePassword();
      const made = await deps.accounts.create({
        ...person,
        teamIds: person.role === 'supervisor' ? person.teamIds : [],
        operatorId: person.role === 'operator' ? person.operatorId : null,
        password,
        mustChangePassword: true,
      });
      if (made === null) throw new KamertonError('conflict', 'такой логин уже есть');
      return { id: made.id, oneTimePassword: password };
    },

    /** Changes an account; returns the names of the fields that are different now. */
    async change(id: string, change: Change): Promise<string[]> {
      const before = await findOrFail(id);
      const role = change.role ?? (before.role as Role);
      const roleChanges = role !== before.role;
      // What was granted for one role is not carried over to another.
      const grants = change.grants ?? (roleChanges ? [] : undefined);
      if (grants !== undefined) checkGrants(role, grants);
      if (before.source !== 'local' && roleChanges)
        throw new KamertonError('conflict', 'роль этой учётной записи назначает каталог: измените группу там');
      await deps.accounts.change(id, {
        ...change,
        grants,
        ...(role === 'supervisor' ? {} : { teamIds: [] }),
        ...(role === 'operator' ? {} : { operatorId: null }),
      });
      const rightsChanged =
        roleChanges || grants !== undefined || change.disabled === true || change.operatorId !== undefined;
      if (rightsChanged) await deps.sessions.revokeAll(id);
      else deps.sessions.noteChange(id);
      return Object.keys(change);
    },

    /** Gives a local account a new one-time password and ends its sessions. */
    async resetPassword(id: string) {
      await findOrFail(id);
      const password = oneTimePassword();
      if (!(await deps.accounts.setPassword(id, password, { mustChange: true })))
        throw new KamertonError('conflict', 'пароль этой учётной записи хранит каталог: смените его там');
      await deps.sessions.revokeAll(id);
      return { id, oneTimePassword: password };
    },
  };
}

function checkGrants(role: Role, grants: readonly string[]): void {
  const allowed: readonly string[] = grantableTo(role);
  const wrong = grants.filter((grant) => !allowed.includes(grant));
  if (wrong.length > 0) throw new KamertonError('bad_input', `этой роли нельзя выдать: ${wrong.join(', ')}`);
}
