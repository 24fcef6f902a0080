/** Pages of the queue and its first calls: read once for all who see the same calls, while nothing of them changes. */
import { type CallScope, type ReviewFilter, type ReviewOrder, riskReasons } from '#analyzer';
import type { DeskDeps } from '../../deps.ts';
import { scoreTables } from '../../desk/current-scores.ts';
import { type WrittenAnswer, writtenAnswer } from '../../shapes/written-answer.ts';
import { type QueuePage, queuePageSchema } from './queue.schemas.ts';
import { asSeenBy, queuedCalls } from './queued-calls.ts';

/** What a page is asked by. Everything that decides what its reader may see is in it. */
interface PageOf {
  scope: CallScope;
  filter: ReviewFilter;
  limit: number;
  cursor: string | undefined;
  order: ReviewOrder;
}

const hourMs = 3_600_000;
/** How far ahead of the reader's place the next free call is looked for. */
const lookAhead = 100;
/** Pages that are kept as they were written, about 20 KB each. */
const mostPages = 100;
const firstTables = ['review_items', 'claims', 'calls'] as const;

export function queuePages(deps: Pick<DeskDeps, 'ledger' | 'facts' | 'desk' | 'whileUnchanged'>) {
  const { desk } = deps;
  const pages = deps.whileUnchanged<WrittenAnswer<QueuePage>>([...scoreTables, ...firstTables, 'users'], mostPages);
  const firsts = deps.whileUnchanged<Awaited<ReturnType<typeof readFirst>>>(firstTables, mostPages);

  return {
    /** The page for one of its readers: it differs from that of another by what the reader holds. */
    async page(asked: PageOf, reader: string): Promise<WrittenAnswer<QueuePage>> {
      const { scope, filter, limit, cursor, order } = asked;
      const page = await pages(JSON.stringify([scope, filter, limit, cursor, order]), async () =>
        writtenAnswer(queuePageSchema, await readPage(asked)),
      );
      const { items } = page.answer;
      if (!items.some(({ claim }) => claim?.by.id === reader)) return page;
      return writtenAnswer(queuePageSchema, { ...page.answer, items: items.map((item) => asSeenBy(reader, item)) });
    },

    /** The first calls of a filter, whose they are and who holds them. */
    first: (filter: ReviewFilter, order: ReviewOrder) =>
      firsts(JSON.stringify([filter, order]), () => readFirst(filter, order)),
  };

  async function readPage({ scope, filter, limit, cursor, order }: PageOf): Promise<QueuePage> {
    const found = await desk.queue.page(filter, limit, cursor, order);
    const calls = await queuedCalls(deps, found.items, scope);
    return {
      items: found.items.flatMap((item) => {
        const shown = calls.get(item.callId);
        if (shown === undefined) return [];
        const hours = Math.max(1, (Date.now() - Date.parse(item.createdAt)) / hourMs);
        return [
          {
            ...shown.call,
            reasons: riskReasons
              .filter((code) => item.reasons.includes(code))
              .sort((a, b) => item.reasons.indexOf(a) - item.reasons.indexOf(b))
              .map((code) => ({ code, count: shown.countOf(code) })),
            risk: item.risk,
            priority: Math.round((item.risk * hours * 100) / 24) / 100,
            waitingSince: item.createdAt,
          },
        ];
      }),
      nextCursor: found.nextCursor,
      total: found.total,
    };
  }

  async function readFirst(filter: ReviewFilter, order: ReviewOrder) {
    const items = await desk.queue.first(filter, lookAhead, order);
    const claims = await desk.claims.of(items.map(({ callId }) => callId));
    return items.map((item) => ({ ...item, holder: claims.get(item.callId)?.holder ?? null }));
  }
}
