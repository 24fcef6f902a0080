/** How to reach a ClickHouse server. */
export interface FactsAddress {
  url: string;
  user: string;
  password: string;
  database: string;
  /** Name of the cluster whose nodes hold the tables; absent: one server. */
  cluster?: string | undefined;
  /** Account that can only read; absent: readers use the same one, and each of their queries forbids writing. */
  reader?: { user: string; password: string } | undefined;
}
