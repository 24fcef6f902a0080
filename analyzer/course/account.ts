/** Questions about an account: whether the client asks about his own, and what the operator asked him (Table 4). */
import type { Call } from '../domain/call.ts';
import type { Heard, PhraseFinder } from './course-phrases.ts';
import type { Opening } from './opening.ts';

export interface AccountCheck {
  /** The client's words that make it a question about his account; null when it is none. */
  topic: Heard | null;
  /** What was learnt: asked by the operator, or told by the client unasked. */
  number: Heard | null;
  address: Heard | null;
}

/** How far into the call the client may say what he needs: his first utterances after the greeting. */
const requestSegments = 3;

export function readAccountCheck(call: Call, opening: Opening, phrases: PhraseFinder): AccountCheck {
  const asked = phrases.find('account_number_request', 'operator')[0];
  const told = phrases.find('account_given', 'client')[0];
  const addressAsked = phrases.find('account_address_request', 'operator')[0];
  const addressTold = phrases.find('address_given', 'client')[0];
  return {
    topic: accountTopic(call, opening, phrases),
    number: asked ?? told ?? null,
    address: addressAsked ?? addressTold ?? null,
  };
}

function inOneSentence(call: Call, a: Heard, b: Heard): boolean {
  if (a.segment !== b.segment) return false;
  const text = call.segments[a.segment]?.text ?? '';
  const [from, to] = [a, b].map(({ text: words }) => text.indexOf(words)).sort((x, y) => x - y);
  return !/[.?!…]/.test(text.slice(from, to));
}

function accountTopic(call: Call, opening: Opening, phrases: PhraseFinder): Heard | null {
  if (opening.request === null) return null;
  const clientSegments = call.segments.flatMap(({ speaker }, i) => (speaker === 'client' ? [i] : []));
  const from = clientSegments.indexOf(opening.request);
  const reach = new Set(clientSegments.slice(from, from + requestSegments));
  const within = (set: 'account_topic' | 'account_topic_weak' | 'general_question'): Heard | undefined =>
    phrases.find(set, 'client').find(({ segment }) => reach.has(segment));
  // «Где оплатить квитанцию?», «Как погасить долг через приложение?» are about the order of things, not about an account.
  const general = within('general_question');
  const strong = within('account_topic');
  if (strong && !(general && inOneSentence(call, strong, general))) return strong;
  return general ? null : (within('account_topic_weak') ?? null);
}
