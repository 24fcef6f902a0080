/** The review desk: calls that wait for a person, claims on them, drawn samples and kept filters. */

import type { Generated } from 'kysely';

/** A drawing of calls by lot: from it alone rates and rankings are computed. */
export interface AuditSamplesTable {
  id: string;
  seed: string;
  operator_id: string;
  period_from: string;
  period_to: string;
  /** How many calls the lot was drawn from, and the SHA-256 of their sorted ids. */
  population: number;
  population_sha256: string;
  size: number;
  drawn_by: string;
  drawn_at: string;
}

export interface ReviewItemsTable {
  id: string;
  kind: 'risk' | 'audit';
  call_id: string;
  day: string;
  operator_id: string | null;
  /** Why the call is here: JSON list of codes. */
  reasons: string;
  /** Severity × certainty. */
  risk: number;
  sample_id: string | null;
  assignee: string | null;
  state: 'open' | 'done' | 'skipped';
  created_at: string;
  created_ms: number;
  closed_at: string | null;
  closed_by: string | null;
}

export interface ClaimsTable {
  call_id: string;
  holder: string;
  claimed_at: string;
  expires_at: string;
}

export interface SavedFiltersTable {
  id: string;
  owner: string;
  page: string;
  name: string;
  /** Search part of the page's address. */
  query: string;
  /** 1: everybody who uses the page sees it. */
  shared: Generated<number>;
  created_at: string;
}
