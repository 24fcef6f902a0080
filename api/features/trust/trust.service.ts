/** What the page «Доверие» shows. */
import type { z } from 'zod';
import type { Account } from '#analyzer';
import { mayDo } from '../../access/permissions.ts';
import { operatorsIn, scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { personNamer } from '../../desk/reviewable-call.ts';
import { wordsInForce } from '../../trends/words-in-force.ts';
import type { examplesSchema, trustSchema } from './trust.schemas.ts';

const mostEvents = 50;
const mostExamples = 50;
/** Actor of what the product does by itself. */
const ourselves = 'kamerton';

export function trustService(deps: Pick<ApiDeps, 'trust' | 'desk' | 'workbench'>) {
  return {
    async report(): Promise<z.infer<typeof trustSchema>> {
      const [{ since, figures, events, settings }, { number }] = await Promise.all([
        deps.trust.report(),
        deps.workbench.inForce(),
      ]);
      const shown = events.slice(0, mostEvents);
      const person = await personNamer(
        deps,
        shown.map(({ actor }) => actor),
      );
      const words = await wordsInForce(deps);
      const last = new Map(events.toReversed().map((event) => [event.entry, event]));
      return {
        since,
        settings,
        version: number,
        items: figures.map((one) => {
          const [rule = '', entry = null] = one.key.split('/');
          const event = last.get(one.key);
          const demoted = one.advisory && event?.kind === 'demoted' ? event : null;
          return {
            ...one,
            rule,
            entry,
            words: words.get(one.key)?.words ?? '',
            demoted: demoted && { at: demoted.at, reason: demoted.reason, version: demoted.version },
          };
        }),
        events: shown.map(({ entry, kind, reason, version, actor, at }) => ({
          entry,
          kind,
          reason,
          version,
          at,
          by: actor === ourselves ? null : person(actor),
        })),
      };
    },

    /** Decided findings of drawn calls that the reader may see, newest first. */
    async examples(key: string, account: Account): Promise<z.infer<typeof examplesSchema>['items']> {
      const scope = scopeOf(account);
      if (scope.kind === 'none') return [];
      const operators = operatorsIn(scope);
      const only = key.includes('/') ? { entry: key } : { rule: key };
      const { since } = await deps.trust.report();
      const found = await deps.trust.material.decided(since, { ...only, operators, limit: mostExamples });
      const mayRead = mayDo(account, 'call.read');
      return found.map(({ callId, day, confirmed, reason, at, start, text }) => ({
        callId,
        day,
        confirmed,
        reason,
        at,
        start,
        text: mayRead ? text : null,
      }));
    },
  };
}
