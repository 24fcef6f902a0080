/** Search of what was said, by the forms of words. */
import type { z } from 'zod';
import { type Account, loadMorphology, searchWords } from '#analyzer';
import { KamertonError } from '#platform';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { hasSound } from '../../desk/reviewable-call.ts';
import { trendAsk, trendQuerySchema } from '../../trends/trend-query.ts';
import type { searchAnswerSchema, searchQuerySchema } from './search.schemas.ts';

const pageLength = 20;

export function searchService(deps: Pick<ApiDeps, 'screens' | 'teams' | 'timeZone' | 'ledger'>) {
  return async (
    query: z.output<typeof searchQuerySchema>,
    account: Account,
  ): Promise<z.infer<typeof searchAnswerSchema>> => {
    const { q, mode, distance = 0, channel, said, min, max, cursor, ...rest } = query;
    const words = searchWords(q, await loadMorphology());
    if (words.length === 0)
      throw new KamertonError('bad_input', 'в запросе нет ни одного слова: введите слово или фразу');
    const scope = scopeOf(account);
    const { filter, period } = await trendAsk(deps, trendQuerySchema.parse({ ...rest, basis: 'all' }), scope);
    const { items, nextCursor } = await deps.screens.search(
      scope,
      { ...filter, min_score: min ?? null, max_score: max ?? null },
      { words, mode, distance, channel, notSaid: said === 'no' },
      { limit: pageLength, cursor },
    );
    const kept = await deps.ledger.findMany(
      items.map(({ id }) => id),
      scope,
    );
    const playable = new Set(kept.filter(hasSound).map(({ id }) => id));
    return {
      from: period.from,
      to: period.to,
      words,
      items: items.map((call) => ({
        id: call.id,
        externalId: call.externalId,
        startedAt: call.startedAt,
        operatorId: call.operatorId,
        operatorName: call.operatorName,
        score: call.score,
        fatal: call.fatal.length > 0,
        hasRecording: playable.has(call.id),
        said: call.said.map(({ speaker, start, end, text }) => ({ speaker, start, end, text })),
      })),
      nextCursor,
    };
  };
}
