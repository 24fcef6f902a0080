/** Search of what was said: calls in which words or a phrase were said (or were not), with the segments that hold them. */
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { runFactsQuery, runScopedQuery } from '../query.ts';
import { keysOf } from '../these-calls.ts';
import { type ListedCall, largestPage, newestCursorAfter, newestPlace, type PageOptions } from './call-list.ts';
import type { CallFilter } from './period.ts';
import { chooseSaid, formsOf, speakersOf, type WordSearch } from './said-choice.ts';
import { type SaidSegment, shownSegments } from './said-queries.ts';
import { fromNewest } from './stretches.ts';

export type { WordSearch };

export interface SaidPage {
  /** `said`: the segments, in the order of the call, 20 at most; none when the question was who did not say it. */
  items: (ListedCall & { said: SaidSegment[] })[];
  nextCursor: string | null;
}

/**
 * One page of the calls, newest first. Masked words are found by nothing. A search without words finds nothing.
 * @throws KamertonError `bad_input` for a cursor that is not one of ours, `too_large` for more than six words
 */
export async function saidPage(
  reader: FactsReader,
  scope: CallScope,
  filter: CallFilter,
  search: WordSearch,
  { limit, cursor }: Omit<PageOptions, 'order'>,
): Promise<SaidPage> {
  const { words, mode, distance = 0, channel, notSaid = false } = search;
  if (words.length === 0) return { items: [], nextCursor: null };
  const place = newestPlace(cursor);
  const speakers = [...speakersOf[channel]];
  const size = Math.min(limit, largestPage);
  const choice = await chooseSaid(reader, filter, search, size + 1);
  if (choice.nothing) return { items: [], nextCursor: null };
  const patterns = mode === 'phrase' ? phrasePatterns(words, distance) : noPhrase;
  const sought = {
    ...formsOf(words),
    ...('phrase' in choice.calls.params.shape ? patterns : {}),
    ...('not_said' in choice.calls.params.shape ? { not_said: notSaid } : {}),
    speakers,
  };
  const rows = await fromNewest(filter, place.after_at.slice(0, 10), size + 1, choice.stretches, (part) =>
    runScopedQuery(reader, choice.calls, scope, { ...filter, ...place, ...part, ...sought }),
  );
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  if (last === undefined) return { items: [], nextCursor: null };
  const said = notSaid
    ? []
    : await runFactsQuery(reader, choice.segments, {
        ...patterns,
        speakers,
        any: words.flat(),
        most: shownSegments,
        these: keysOf(shown.map(({ call }) => call)),
        transcripts: shown.map(({ transcript }) => transcript),
      });
  return {
    items: shown.map(({ call }) => ({ ...call, said: said.filter(({ id }) => id === call.id) })),
    nextCursor: rows.length > size ? newestCursorAfter(last.call) : null,
  };
}

/** Patterns of the search that asks for no phrase. */
export const noPhrase = { rough: ['-'], phrase: '' };

/**
 * The phrase over the text without signs, and a rough one over the text as it stands, which finds that and a little more. Words
 * are letters and digits alone: none of them can be read as a sign of a pattern.
 */
export function phrasePatterns(words: readonly (readonly string[])[], distance: number) {
  const most = Math.min(10, Math.trunc(distance));
  const groups = words.map((forms) => `(?:${forms.join('|')})`);
  const others = most > 0 ? ` (?:[а-яa-z0-9]+ ){0,${most}}` : ' ';
  const rough = groups.map((group) => group.replaceAll('е', '[её]')).join(most > 0 ? '.*' : '[^а-яёa-z0-9]+');
  return { phrase: `(?:^| )${groups.join(others)}(?: |$)`, rough: [`(?i)${rough}`] };
}
