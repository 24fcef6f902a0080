/** Reports of trends by e-mail. */

export interface ReportSchedulesTable {
  id: string;
  /** Account whose calls the report is about: it tells no more than its owner may see. */
  owner: string;
  name: string;
  /** JSON list of addresses. */
  recipients: string;
  every: 'week' | 'month';
  /** Day of the week (1 = Monday) or of the month. */
  on_day: number;
  /** Local hour. */
  at_hour: number;
  format: 'xlsx' | 'pdf' | 'both';
  /** JSON: filters of the trends. */
  query: string;
  enabled: number;
  next_at: string;
  created_at: string;
}

export interface ReportDeliveriesTable {
  id: string;
  schedule_id: string;
  /** When it was to be sent. */
  due_at: string;
  state: 'waiting' | 'sent' | 'failed';
  attempts: number;
  /** When it is tried (again). */
  next_at: string;
  sent_at: string | null;
  error: string | null;
}
