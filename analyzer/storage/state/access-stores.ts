/** Who may come in: the stores of accounts, sessions, teams, keys and failed sign-ins over one state database. */
import { type Accounts, accounts } from './accounts.ts';
import { type ApiKeys, apiKeys } from './api-keys.ts';
import type { StateDatabase } from './database.ts';
import { type Sessions, sessions } from './sessions.ts';
import { type SignInThrottle, signInThrottle } from './sign-in-throttle.ts';
import { type Teams, teams } from './teams.ts';

export interface AccessStores {
  accounts: Accounts;
  sessions: Sessions;
  teams: Teams;
  apiKeys: ApiKeys;
  signInThrottle: SignInThrottle;
}

/** Opens them; `clock` is for tests of expiry. */
export function accessStores(database: StateDatabase, clock: () => Date = () => new Date()): AccessStores {
  return {
    accounts: accounts(database, clock),
    sessions: sessions(database, clock),
    teams: teams(database, clock),
    apiKeys: apiKeys(database, clock),
    signInThrottle: signInThrottle(database, clock),
  };
}
