/** Outcomes of calls on their way to the facts store. */

/** A call that people did something about since its outcome was put together last. */
export interface OutcomesDueTable {
  call_id: string;
  day: string;
  /** Of the newest step: who has worked on an earlier one leaves the row. */
  token: string;
}
