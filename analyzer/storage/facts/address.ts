/** How to reach a ClickHouse server. */
export interface FactsAddress {
  url: string;
  user: string;
  password: string;
  database: string;
}
