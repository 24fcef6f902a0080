/** /api/calls/{id}/review: what people decided about a call, and the requests that decide. */
import { queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { bodyOf, client } from './client.ts';
import type { CallReview, Decide, Outcome } from './shapes.ts';

export const readReview = (id: string) =>
  queryOptions({
    queryKey: ['review', id],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/calls/{id}/review', { params: { path: { id } }, signal })),
  });

export async function decide(id: string, body: Decide): Promise<CallReview> {
  return bodyOf(await client.POST('/api/calls/{id}/decisions', { params: { path: { id } }, body }));
}

export async function undoDecision(id: string, decision: string, request: string): Promise<CallReview> {
  const params = { path: { id, decision } };
  return bodyOf(await client.POST('/api/calls/{id}/decisions/{decision}/undo', { params, body: { id: request } }));
}

export interface Override {
  /** Of this answer: sent again, it is one. */
  id: string;
  criterion: string;
  outcome: Outcome | null;
  seenVersion: number;
}

/** A person's answer to a criterion; null gives the machine's answer back. */
export async function overrideCriterion(
  callId: string,
  { id, criterion, outcome, seenVersion }: Override,
): Promise<CallReview> {
  const params = { path: { id: callId, criterion } };
  const body = { id, seenVersion, outcome, text: '' };
  return bodyOf(await client.PUT('/api/calls/{id}/criteria/{criterion}', { params, body }));
}

/** Ends the review; `request` is the id of this pressing: sent again, it is one. */
export async function submitReview(id: string, request: string): Promise<CallReview> {
  const params = { path: { id } };
  return bodyOf(await client.POST('/api/calls/{id}/submission', { params, body: { id: request } }));
}

export async function swapChannels(id: string): Promise<void> {
  await client.POST('/api/calls/{id}/swap-channels', { params: { path: { id } } });
}

/** How the call stands now, when somebody else was first; null for any other error. */
export function reviewOfConflict(error: unknown): CallReview | null {
  if (!(error instanceof ApiError) || error.code !== 'conflict') return null;
  const { body } = error;
  return typeof body === 'object' && body !== null && 'review' in body ? (body.review as CallReview) : null;
}

/** The operator has seen the score of the call. */
export async function acknowledgeCall(id: string): Promise<CallReview> {
  return bodyOf(await client.POST('/api/calls/{id}/acknowledgement', { params: { path: { id } } }));
}
