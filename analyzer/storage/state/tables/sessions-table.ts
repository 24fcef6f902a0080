/** Open sessions of browsers. */
export interface SessionsTable {
  /** SHA-256 of the cookie's token: the token itself is never stored. */
  token_hash: string;
  /** What the session is called in lists; opens nothing. */
  id: string;
  user_id: string;
  created_at: string;
  last_seen_at: string;
  /** Address and browser at sign-in. */
  ip: string;
  agent: string;
}
