/** Conflict with the client: when it began, how the operator answered it, and who broke the call off (5.6.5). */
import type { Call } from '../domain/call.ts';
import type { Heard, PhraseFinder } from './course-phrases.ts';

export interface Conflict {
  /** First segment that shows it; null when the call is calm. */
  from: number | null;
  signs: Heard[];
  /** Insults, swearing, threats: the ground on which a call may be ended. */
  abuse: Heard[];
  empathy: Heard[];
  arguments: Heard[];
}

/** One of these ways to argue decides; the others («я Вам объясняю») count when there are two. */
const openArgument = new Set(['you-are-wrong', 'manners', 'brush-off', 'contradiction']);

export function readConflict(call: Call, phrases: PhraseFinder): Conflict {
  const abuse = phrases.find('client_abuse', 'client');
  const complaints = phrases.find('client_complaint', 'client');
  // Said to the operator in the face: one such phrase is a conflict; of other complaints it takes two kinds.
  const accusations = phrases.find('client_accusation', 'client');
  const shouts = shoutedSegments(call, phrases);
  const said = phrases.find('argument', 'operator', 'specialist');
  const kinds = new Set(complaints.map(({ entry }) => entry)).size;
  const tense =
    abuse.length > 0 ||
    accusations.length > 0 ||
    kinds >= 2 ||
    complaints.length >= 3 ||
    (complaints.length > 0 && shouts.length > 0) ||
    (complaints.length > 0 && said.length >= 2);
  const milder = complaints.filter(
    ({ start, end }) => !accusations.some((said) => start < said.end && said.start < end),
  );
  const signs = [...abuse, ...accusations, ...milder].sort((a, b) => a.start - b.start);
  const from = tense ? Math.min(...signs.map(({ segment }) => segment), ...shouts) : null;
  const after = (heard: Heard): boolean => from !== null && heard.segment > from;
  const loud = said.filter(({ entry }) => openArgument.has(entry.slice('argument/'.length)));
  const arguing = loud.length > 0 || said.length >= 2 ? said : [];
  return {
    from,
    signs: tense ? signs : [],
    abuse,
    empathy: phrases.find('empathy', 'operator', 'specialist').filter(after),
    arguments: arguing.filter(after),
  };
}

/** Thanks, praise, a farewell, «алло» (but not «жаловаться»): an exclamation with them is no shout. */
const calmWords = /спасибо|благодар|удобно|вежлив|молодц|до свидания|(?<!\p{L})алл?[оеё](?!\p{L})/iu;

/** Client's segments with an exclamation that is not thanks or a greeting. */
function shoutedSegments(call: Call, phrases: PhraseFinder): number[] {
  const greetings = new Map(phrases.find('salutation_any', 'client').map(({ segment, text }) => [segment, text]));
  return call.segments.flatMap(({ speaker, text }, index) => {
    if (speaker !== 'client' || calmWords.test(text)) return [];
    const greeting = greetings.get(index);
    return (greeting === undefined ? text : text.replace(`${greeting}!`, '')).includes('!') ? [index] : [];
  });
}
