/** Words that supervisors dismiss again and again: what a trainer may make an exception of. */
import { findingAnchorSchema } from '../../domain/review.ts';
import type { StateDatabase } from './database.ts';

export interface DismissedWords {
  /** «rule/entry». */
  entry: string;
  /** Words of the findings, lower case. */
  text: string;
  dismissed: number;
  confirmed: number;
  /** The newest dismissed ones, with the second. */
  examples: { callId: string; start: number }[];
}

/** Newest decisions that are looked through. */
const mostDecisions = 20_000;
const mostShown = 50;
const mostExamples = 3;

/**
 * Words that were dismissed at least twice and more often than confirmed, the most often dismissed first.
 * A misheard word or a wrong speaker says nothing about the entry and does not count.
 */
export async function dismissedWords(database: StateDatabase): Promise<DismissedWords[]> {
  const rows = await database
    .selectFrom('finding_reviews')
    .select(['call_id', 'entry', 'anchor', 'verdict', 'reason'])
    .where('origin', '=', 'machine')
    .where('verdict', 'in', ['confirmed', 'dismissed'])
    .orderBy('at', 'desc')
    .limit(mostDecisions)
    .execute();
  const groups = new Map<string, DismissedWords>();
  for (const { call_id, entry, anchor, verdict, reason } of rows) {
    if (reason === 'misheard' || reason === 'wrong_speaker') continue;
    const parsed = findingAnchorSchema.safeParse(JSON.parse(anchor));
    if (!parsed.success) continue;
    const text = parsed.data.text.toLowerCase();
    // The words of the call are deleted.
    if (text === '') continue;
    const group = groups.get(`${entry}\n${text}`) ?? { entry, text, dismissed: 0, confirmed: 0, examples: [] };
    groups.set(`${entry}\n${text}`, group);
    if (verdict === 'confirmed') group.confirmed += 1;
    else {
      group.dismissed += 1;
      if (group.examples.length < mostExamples) group.examples.push({ callId: call_id, start: parsed.data.start });
    }
  }
  return [...groups.values()]
    .filter(({ dismissed, confirmed }) => dismissed >= 2 && dismissed > confirmed)
    .sort((a, b) => b.dismissed - a.dismissed || (a.entry < b.entry ? -1 : 1))
    .slice(0, mostShown);
}
