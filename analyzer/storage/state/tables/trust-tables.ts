/** Trust of the rules, and calibration. */

export interface TrustEventsTable {
  id: string;
  /** «rule» or «rule/entry». */
  entry: string;
  kind: 'demoted' | 'lifted';
  /** What the entry was then (`entryMark`). */
  mark: string;
  /** TrustFigures as JSON. */
  figures: string | null;
  reason: string;
  /** Version of the lexicons that it came into force with. */
  version_number: number;
  actor: string;
  at: string;
}

export interface CalibrationSessionsTable {
  id: string;
  title: string;
  state: 'scoring' | 'comparing' | 'done';
  owner: string;
  created_at: string;
  /** When everybody could see everybody's answers. */
  opened_at: string | null;
  ended_at: string | null;
}

export interface CalibrationMembersTable {
  session_id: string;
  account: string;
  done_at: string | null;
}

export interface CalibrationCallsTable {
  session_id: string;
  call_id: string;
  day: string;
  place: number;
}

export interface CalibrationAnswersTable {
  session_id: string;
  call_id: string;
  /** Account, or `machine`, or `consensus`. */
  rater: string;
  /** CalibrationAnswer as JSON; empty once the words of the call were deleted. */
  body: string;
  actor: string;
  at: string;
}

/** What people agreed on of a call, as labelled utterances. */
export interface GoldCallsTable {
  call_id: string;
  session_id: string;
  /** Labelled utterances, JSON; empty once the words of the call were deleted. */
  body: string;
  actor: string;
  at: string;
}
