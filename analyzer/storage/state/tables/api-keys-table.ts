/** Keys of machines: SHA-256 only, the key itself is shown once. */
export interface ApiKeysTable {
  id: string;
  name: string;
  key_hash: string;
  /** What it may do (string[]), JSON. */
  scopes: string;
  /** Id of the account that made it. */
  created_by: string;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}
