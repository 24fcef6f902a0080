/** Who is told of what happens to calls, and the messages. */
export interface WebhooksTable {
  id: string;
  name: string;
  url: string;
  /** Random; the key of the signatures is made of it and of the server's secret, and is kept nowhere. */
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
  /** The data of the event, JSON: what is sent is signed anew at every attempt. */
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
