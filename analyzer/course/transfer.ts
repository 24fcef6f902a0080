/** Transfers to a specialist, and the fault of sending the client to another number (5.6.4). */
import type { Call } from '../domain/call.ts';
import type { Heard, PhraseFinder } from './course-phrases.ts';

export interface Transfer {
  announcements: Heard[];
  /** First segment of a specialist; null when none speaks. */
  specialist: number | null;
  /** The client really was transferred, or the operator tried: a sarcastic «сейчас соединю» is no transfer. */
  happened: boolean;
  /** The specialist, or nobody, ends the call: the operator's part ended with the transfer. */
  handedOver: boolean;
  redirects: Heard[];
}

/** Silence after an announcement that shows that the operator is connecting, seconds. */
const connecting = 5;

export function readTransfer(call: Call, phrases: PhraseFinder): Transfer {
  const announcements = phrases.find('transfer_announcement', 'operator');
  const specialistAt = call.segments.findIndex(({ speaker }) => speaker === 'specialist');
  const specialist = specialistAt < 0 ? null : specialistAt;
  const lastOperator = call.segments.findLastIndex(({ speaker }) => speaker === 'operator');
  const lastAnnouncement = announcements.at(-1);
  const saidGoodbye = phrases.find('farewell', 'operator').some(({ segment }) => segment >= lastOperator - 1);
  const endsConnecting = lastAnnouncement !== undefined && lastAnnouncement.segment >= lastOperator - 1 && !saidGoodbye;
  const tried =
    announcements.some(({ segment }) => waitsAfter(call, segment)) ||
    (announcements.length > 0 &&
      phrases.find('transfer_busy', 'operator').some(({ start }) => start > (announcements[0]?.end ?? 0)));
  return {
    announcements,
    specialist,
    happened: specialist !== null || tried || endsConnecting,
    handedOver:
      specialist === null
        ? endsConnecting
        : call.segments.slice(specialist).every(({ speaker }) => speaker !== 'operator'),
    redirects: phrases.find('redirect', 'operator', 'specialist'),
  };
}

function waitsAfter(call: Call, segment: number): boolean {
  const said = call.segments[segment];
  const next = call.segments.slice(segment + 1).find(({ speaker }) => speaker !== 'client');
  const answers = call.segments.slice(segment + 1).find(({ speaker }) => speaker === 'client');
  if (!said || !next) return false;
  const from = answers && answers.start < next.start ? answers.end : said.end;
  return next.start - from >= connecting;
}
