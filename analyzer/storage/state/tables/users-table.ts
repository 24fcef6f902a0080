/** People who may sign in. */
export interface UsersTable {
  id: string;
  login: string;
  name: string;
  role: string;
  operator_id: string | null;
  password_hash: string;
  disabled: number;
  created_at: string;
}
