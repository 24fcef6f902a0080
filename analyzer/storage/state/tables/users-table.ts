/** People who may sign in. */
export interface UsersTable {
  id: string;
  login: string;
  name: string;
  role: string;
  operator_id: string | null;
  /** argon2id; empty for people whose password is kept elsewhere. */
  password_hash: string;
  disabled: number;
  created_at: string;
  /** `local`, `ldap` or `oidc`. */
  source: string;
  /** Who it is there: the directory's or the provider's own id; null for local accounts. */
  subject: string | null;
  /** Permissions beyond the role's own (string[]), JSON. */
  grants: string;
  /** 1 while the password is a one-time one. */
  must_change_password: number;
  last_sign_in_at: string | null;
}
