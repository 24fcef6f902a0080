/** How a call ends: who spoke last, who broke it off, with or without notice (5.6.4, 5.6.5). */
import type { Call } from '../domain/call.ts';
import type { Heard, PhraseFinder } from './course-phrases.ts';
import { isUnfinished } from './pauses.ts';

export interface Ending {
  /** The client broke off: no closing can be demanded of the operator. */
  clientHungUp: boolean;
  /** The notice with which the operator ended the call. */
  notice: Heard | null;
  /** The operator's words with which he broke off an unfinished conversation without notice. */
  brokenOff: Heard | null;
  /** Last segment of the company's side; null when it says nothing. */
  lastCompany: number | null;
}

export function readEnding(call: Call, phrases: PhraseFinder): Ending {
  const last = call.segments.findLastIndex(({ speaker }) => speaker !== 'ivr');
  const lastCompany = call.segments.findLastIndex(({ speaker }) => speaker === 'operator' || speaker === 'specialist');
  const byCompany = (set: Parameters<PhraseFinder['find']>[0]): Heard[] => phrases.find(set, 'operator', 'specialist');
  const near = (heard: Heard[]): Heard[] => heard.filter(({ segment }) => segment >= lastCompany - 1);
  const goodbyes = near(byCompany('farewell'));
  const clientGoodbyes = phrases.find('farewell', 'client').filter(({ segment }) => segment >= last - 3);
  const clientLast = call.segments[last]?.speaker === 'client';
  const notice = byCompany('termination_notice').findLast(({ segment }) => segment >= lastCompany - 1) ?? null;
  const thanked = near(byCompany('thanks_for_call')).length > 0 || byCompany('understanding_check').length > 0;
  const breaking = [...near(byCompany('hang_up')), ...goodbyes].filter(({ segment }) => segment === lastCompany);
  return {
    clientHungUp: clientLast && goodbyes.length === 0 && clientGoodbyes.length === 0 && breaksOff(call, last, phrases),
    notice,
    brokenOff:
      notice || thanked || clientGoodbyes.some(({ segment }) => segment < lastCompany) ? null : (breaking[0] ?? null),
    lastCompany: lastCompany < 0 ? null : lastCompany,
  };
}

/**
 * Whether the client's last utterance breaks the call off. «Понятно, спасибо» leaves the last word to the operator; an
 * unfinished phrase, an exclamation, an open question or «кладу трубку» does not.
 */
function breaksOff(call: Call, last: number, phrases: PhraseFinder): boolean {
  const said = (set: 'client_done' | 'client_hangs_up' | 'client_complaint' | 'client_abuse'): boolean =>
    phrases.find(set, 'client').some(({ segment }) => segment === last);
  if (said('client_hangs_up') || said('client_complaint') || said('client_abuse')) return true;
  const segment = call.segments[last];
  return (
    !said('client_done') || segment === undefined || /[!?]$/.test(segment.text.trim()) || isUnfinished(segment, call)
  );
}
