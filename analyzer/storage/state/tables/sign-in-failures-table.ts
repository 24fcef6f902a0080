/** Failed sign-ins in a row of one login, device or address. */
export interface SignInFailuresTable {
  /** `login:`, `device:` or `address:` and a digest: logins that do not exist are counted too, and named nowhere. */
  subject: string;
  failures: number;
  last_at: string;
  /** No attempt before this instant. */
  blocked_until: string;
}
