/** What comes of a decided dispute besides the decision: the notices, and the exception that is proposed to the trainer. */
import { type Account, type Dispute, exceptionIdOf, type NewExceptionProposal, type NewNotification } from '#analyzer';
import type { DeskDeps } from '../../deps.ts';
import { momentLink } from '../../desk/reviewable-call.ts';

/** Tells the operator, and the trainers when the entry needs an exception. */
export async function resolutionNews(
  { desk }: Pick<DeskDeps, 'desk'>,
  { id, operatorId, callId, findingId, anchor }: Dispute,
  accepted: boolean,
  proposed: boolean,
  account: Account,
  callName: string,
): Promise<NewNotification[]> {
  const link = momentLink(callId, anchor.start, findingId);
  const [operators, trainers] = await Promise.all([
    desk.people.accountsOfOperator(operatorId),
    proposed ? desk.people.withRole('trainer') : [],
  ]);
  return [
    ...operators.map((recipient) => ({
      recipient,
      kind: accepted ? ('dispute_accepted' as const) : ('dispute_rejected' as const),
      subject: findingId,
      link,
      values: { by: account.name, call: callName.slice(0, 200) },
    })),
    ...trainers.map((recipient) => ({
      recipient,
      kind: 'exception_proposed' as const,
      subject: exceptionIdOf(id),
      link,
      values: { by: account.name, entry: anchor.entry.slice(0, 200) },
    })),
  ];
}

/** Undefined for a finding that a person added: no entry has found it. */
export function exceptionOf(dispute: Dispute, reason: string, account: Account): NewExceptionProposal | undefined {
  const { rule, entry, text: quote } = dispute.anchor;
  if (entry === '') return undefined;
  return { disputeId: dispute.id, callId: dispute.callId, rule, entry, quote, text: reason, actor: account.id };
}
