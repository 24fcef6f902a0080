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
  const breaking = byCompany('hang_up').filter(({ segment }) => segment === lastCompany);
  const settled = settledBefore(call, lastCompany, phrases);
  if (settled !== true) {
    // A goodbye breaks off only a talk that the client has not finished; where his words do not tell, a person decides.
    const parting = goodbyes.filter(({ segment }) => segment === lastCompany);
    breaking.push(...parting.map((heard) => ({ ...heard, doubtful: heard.doubtful || settled === null })));
  }
  return {
    clientHungUp: clientLast && goodbyes.length === 0 && clientGoodbyes.length === 0 && breaksOff(call, last, phrases),
    notice,
    brokenOff: notice || thanked || clientGoodbyes.length > 0 ? null : (breaking[0] ?? null),
    lastCompany: lastCompany < 0 ? null : lastCompany,
  };
}

/** «Понятно, спасибо»; but «нет» and «всё» say so only in a short utterance. */
const weakDone = /^(?:нет|да|вс[её]|угу|ага)$/i;
const shortUtterance = 3;
/** The client is not done while he complains, accuses or abuses. */
const angry = ['client_complaint', 'client_accusation', 'client_abuse'] as const;
type ClientSet = 'client_done' | 'client_hangs_up' | (typeof angry)[number];

/** «Да пошли вы все!»: an utterance that is nothing but a dismissal, words. */
const dismissal = 4;

/** Whether the client had finished before the company's last segment; null when his words do not tell. */
function settledBefore(call: Call, lastCompany: number, phrases: PhraseFinder): boolean | null {
  const before = call.segments.slice(0, Math.max(0, lastCompany)).findLastIndex(({ speaker }) => speaker === 'client');
  const segment = call.segments[before];
  if (segment === undefined) return null;
  const said = (set: ClientSet) => phrases.find(set, 'client').filter((heard) => heard.segment === before);
  const text = segment.text.trim();
  const words = text.split(/\s+/).length;
  // He broke the talk off himself, and rudely: whether a bare goodbye is then the operator's fault, a person decides.
  if (words <= dismissal && said('client_hangs_up').length > 0) return null;
  if (angry.some((set) => said(set).length > 0)) return false;
  if (/[!?]$/.test(text) || isUnfinished(segment, call)) return false;
  return said('client_done').some((done) => words <= shortUtterance || !weakDone.test(done.text)) ? true : null;
}

/**
 * Whether the client's last utterance breaks the call off. «Понятно, спасибо» leaves the last word to the operator; an
 * unfinished phrase, an exclamation, an open question or «кладу трубку» does not.
 */
function breaksOff(call: Call, last: number, phrases: PhraseFinder): boolean {
  const said = (set: ClientSet): boolean => phrases.find(set, 'client').some(({ segment }) => segment === last);
  if (said('client_hangs_up') || angry.some(said)) return true;
  const segment = call.segments[last];
  return (
    !said('client_done') || segment === undefined || /[!?]$/.test(segment.text.trim()) || isUnfinished(segment, call)
  );
}
