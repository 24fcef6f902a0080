/** Who is told of what happens to calls, and the messages. */
export interface WebhooksTable {
  id: string;
  name: string;
  url: string;
  /** Key of the signatures, sealed. */
  secret: string;
  /** Names of the events, JSON. */
  events: string;
  /** 1: operator, time and score too; 0: ids alone. */
  details: number;
  active: number;
  created_by: string;
  created_at: string;
}

export interface WebhookMessagesTable {
  id: string;
  webhook_id: string;
  event: string;
  call_id: string;
  /** The body as it is signed and sent. */
  payload: string;
  at: string;
  attempts: number;
  /** Not before this time; null: delivered or given up. */
  next_try_at: string | null;
  delivered_at: string | null;
  /** Status of the last answer. */
  status: number | null;
  error: string | null;
}
