/** The standard with its figures: what judges each requirement and how often it is kept in the period. */
import type { z } from 'zod';
import { type Account, ruleNameSchema } from '#analyzer';
import { loadStandard } from '#lexicons';
import { mayDo } from '../../access/permissions.ts';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { inRussianOrder } from '../../shapes/russian-order.ts';
import { rateOf } from '../../trends/trend-answers.ts';
import { trendAsk, trendQuerySchema } from '../../trends/trend-query.ts';
import { wordsInForce } from '../../trends/words-in-force.ts';
import type { ruleEntriesSchema, standardQuerySchema, standardSchema } from './standard.schemas.ts';

type Query = z.output<typeof standardQuerySchema>;
/** Entries of a rule that are shown, the most frequent first. */
const mostEntries = 10_000;

export function standardService(deps: Pick<ApiDeps, 'screens' | 'desk' | 'teams' | 'timeZone' | 'workbench'>) {
  const askOf = (query: Query, account: Account) => {
    const basis = query.basis ?? (mayDo(account, 'trends.read') ? 'sample' : 'all');
    return trendAsk(deps, trendQuerySchema.parse({ ...query, basis }), scopeOf(account));
  };

  return {
    async page(query: Query, account: Account): Promise<z.infer<typeof standardSchema>> {
      const { period, filter, judged, scope } = await askOf(query, account);
      const [outcomes, found, operators] = await Promise.all([
        deps.screens.weighed.criteria(scope, judged),
        deps.screens.findingsByRule(scope, judged),
        deps.screens.scoresByOperator(scope, filter),
      ]);
      const rates = new Map(outcomes.map((row) => [row.criterion, row]));
      const counts = new Map(found.map((row) => [row.rule, row]));
      const known = new Map(deps.desk.scorecard.groups.flatMap(({ criteria }) => criteria.map((one) => [one.id, one])));
      const sizes = new Map<string, number>();
      for (const entry of (await wordsInForce(deps)).keys()) {
        const rule = entry.slice(0, entry.indexOf('/'));
        sizes.set(rule, (sizes.get(rule) ?? 0) + 1);
      }
      const { from, to, basis } = period;
      return {
        period: { from, to, basis },
        calls: operators.reduce((sum, { calls }) => sum + calls, 0),
        sections: loadStandard().sections.map(({ id, title, clauses }) => ({
          id,
          title,
          clauses: clauses.map(({ text, how, note, criteria, rules }) => ({
            text,
            how,
            note,
            criteria: criteria.flatMap((code) => {
              const one = known.get(code);
              if (one === undefined) return [];
              const { kind, weight, fatal } = one;
              return [
                { id: code, title: one.title, kind, weight, fatal: fatal !== false, rate: rateOf(rates.get(code)) },
              ];
            }),
            rules: rules.map((rule) => ({
              rule,
              entries: sizes.get(rule) ?? 0,
              found: counts.get(rule)?.certain_count ?? 0,
              unsure: counts.get(rule)?.unsure_count ?? 0,
              calls: counts.get(rule)?.in_calls ?? 0,
            })),
          })),
        })),
      };
    },

    /** Entries of a rule with how often each was found; null for a rule that nobody knows. */
    async entries(
      rule: string,
      query: Query,
      account: Account,
    ): Promise<z.infer<typeof ruleEntriesSchema>['entries'] | null> {
      if (!ruleNameSchema.safeParse(rule).success) return null;
      const { judged, scope } = await askOf(query, account);
      // Of all rules: those are counted by day.
      const found = await deps.screens.findingsByEntry(scope, { ...judged, most: mostEntries });
      const counts = new Map(found.map((row) => [row.entry, row]));
      return [...(await wordsInForce(deps))]
        .filter(([entry]) => entry.startsWith(`${rule}/`))
        .map(([entry, words]) => ({
          entry,
          ...words,
          found: counts.get(entry)?.certain_count ?? 0,
          unsure: counts.get(entry)?.unsure_count ?? 0,
          calls: counts.get(entry)?.in_calls ?? 0,
        }))
        .sort((a, b) => b.calls - a.calls || inRussianOrder(a.words, b.words));
    },
  };
}
