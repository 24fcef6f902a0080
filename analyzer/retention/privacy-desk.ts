/** What a person may ask about their data: what is kept of a number, and its deletion. Everything asked is written down. */
import type { OpenAuditTrail } from '../audit/audit-trail.ts';
import { KamertonError } from '../platform/index.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { Deletion, Deletions } from '../storage/state/deletions.ts';
import { digitsOf, findSubject, type SubjectCall, type SubjectParts } from './find-subject.ts';

export interface DeskParts extends SubjectParts {
  audit: OpenAuditTrail;
  deletions: Deletions;
  callFacts: CallFacts;
  recordings: Recordings;
}

/** Who is asking. */
export interface Clerk {
  id: string;
  login: string;
  ip: string;
}

/** More calls than this are deleted only on a second person's word (A84). */
export const callsAlone = 20;

/** What the product holds of one call. */
export interface HeldData {
  callId: string;
  externalId: string;
  at: string;
  foundIn: SubjectCall['foundIn'];
  clientPhone: string | null;
  clientName: string | null;
  recordingSha256: string | null;
  segments: number;
  findings: number;
  score: number | null;
  underHold: boolean;
}

export type PrivacyDesk = ReturnType<typeof privacyDesk>;

/** The desk over open stores. */
export function privacyDesk(parts: DeskParts) {
  const note = (clerk: Clerk, action: 'search.by_phone', number: string, details: Record<string, number | string>) =>
    parts.audit.record({
      action,
      actorId: clerk.id,
      actorLogin: clerk.login,
      ip: clerk.ip,
      objectKind: 'subject',
      objectId: digitsOf(number),
      result: 'done',
      details,
    });

  const find = async (number: string, clerk: Clerk, why: string) => {
    // Written down before anything is shown.
    await note(clerk, 'search.by_phone', number, { why });
    return findSubject(number, parts);
  };

  return {
    /** Calls of a number. @throws KamertonError for a number that is none, or when the log cannot be written */
    find: (number: string, clerk: Clerk): Promise<SubjectCall[]> => find(number, clerk, 'find'),

    /** Everything that is kept of a number, call by call (P07). */
    async report(number: string, clerk: Clerk): Promise<HeldData[]> {
      const held: HeldData[] = [];
      for (const { call, foundIn, held: underHold } of await find(number, clerk, 'report')) {
        const stored = call.state === 'done' ? await parts.callFacts.read(call) : null;
        const hasSound = call.recording !== null && (await parts.recordings.has(call.recording));
        held.push({
          callId: call.id,
          externalId: call.externalId,
          at: call.metadata.started_at ?? call.receivedAt,
          foundIn,
          clientPhone: call.metadata.client?.phone ?? null,
          clientName: call.metadata.client?.name ?? null,
          recordingSha256: hasSound ? call.recordingSha256 : null,
          segments: stored?.segments.length ?? (await parts.ledger.transcriptOf(call.id))?.length ?? 0,
          findings: stored?.findings.length ?? 0,
          score: stored?.score ?? null,
          underHold,
        });
      }
      return held;
    },

    /**
     * Asks for the deletion of a number's calls; up to twenty are approved by the asking itself.
     * @throws KamertonError `not_found` when there is nothing to delete
     */
    async request(number: string, reason: string, clerk: Clerk): Promise<Deletion> {
      const found = (await find(number, clerk, 'deletion')).filter(({ held }) => !held);
      if (found.length === 0)
        throw new KamertonError('not_found', 'по этому номеру нет звонков, которые можно удалить');
      const approved = found.length <= callsAlone;
      await parts.audit.record({
        action: 'deletion.requested',
        actorId: clerk.id,
        actorLogin: clerk.login,
        ip: clerk.ip,
        objectId: null,
        result: 'done',
        details: { calls: found.length, approved },
      });
      return parts.deletions.create({
        kind: 'request',
        ground: reason,
        subject: digitsOf(number),
        by: clerk,
        approved,
        calls: found.map(({ call }) => ({
          id: call.id,
          day: call.day,
          recording: call.recording,
          level: 'everything',
        })),
      });
    },

    /** A second person's yes. @throws KamertonError `forbidden` for the person who asked, `conflict` when it is too late */
    async approve(id: string, clerk: Clerk): Promise<void> {
      const deletion = await asked(id);
      if (deletion.requested_by === clerk.id)
        throw new KamertonError('forbidden', 'утвердить удаление должен другой человек, не тот, кто его запросил');
      await decision('deletion.approved', id, clerk);
      if (!(await parts.deletions.approve(id, clerk))) throw tooLate();
    },

    async reject(id: string, clerk: Clerk): Promise<void> {
      await asked(id);
      await decision('deletion.rejected', id, clerk);
      if (!(await parts.deletions.reject(id))) throw tooLate();
    },
  };

  async function asked(id: string): Promise<Deletion> {
    const deletion = await parts.deletions.find(id);
    if (deletion === undefined) throw new KamertonError('not_found', 'такого удаления нет');
    if (deletion.state !== 'asked') throw tooLate();
    return deletion;
  }

  function decision(action: 'deletion.approved' | 'deletion.rejected', id: string, clerk: Clerk) {
    return parts.audit.record({
      action,
      actorId: clerk.id,
      actorLogin: clerk.login,
      ip: clerk.ip,
      objectId: id,
      result: 'done',
    });
  }
}

const tooLate = () => new KamertonError('conflict', 'по этому удалению решение уже принято');
