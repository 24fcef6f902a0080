/** What readers see of the workbench: names for ids, and of results only the calls and operators in their scope. */
import type { z } from 'zod';
import type { Account, LexiconRun, OpenLexiconWork, TextSource } from '#analyzer';
import { mayDo } from '../../access/permissions.ts';
import { coversOperator, scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { criterionTitles } from '../../desk/criterion-titles.ts';
import { personNamer } from '../../desk/reviewable-call.ts';
import type { runSchema, SourceName, summarySchema } from './lexicons.schemas.ts';

type Summary = NonNullable<Awaited<ReturnType<OpenLexiconWork['summaryOf']>>>;
type Drafts = OpenLexiconWork['drafts'];
export type Draft = NonNullable<Awaited<ReturnType<Drafts['find']>>>;

export function sourceOf(name: SourceName): TextSource {
  if (name === 'program') return 'program';
  return name.startsWith('v') ? { version: Number(name.slice(1)) } : { draft: name };
}

export async function shownRun(deps: DeskDeps, run: LexiconRun): Promise<z.input<typeof runSchema>> {
  const { actor, ...rest } = run;
  return { ...rest, by: (await personNamer(deps, [actor]))(actor) };
}

/** Other teams' operators and calls are left out; the sums over everybody stay. */
export async function shownSummary(
  deps: DeskDeps,
  summary: Summary,
  account: Account,
): Promise<z.input<typeof summarySchema>> {
  const scope = scopeOf(account);
  const titles = criterionTitles(deps);
  const { versions: _versions, interrupted: _interrupted, operators, samples, criteria, ...rest } = summary;
  const names = new Map((await deps.ledger.operators(scope)).map(({ id, name }) => [id, name]));
  const seen = mayDo(account, 'call.read')
    ? samples.filter(({ operatorId }) => coversOperator(scope, operatorId || null))
    : [];
  return {
    ...rest,
    criteria: criteria.map((one) => ({ ...one, title: titles.get(one.id) ?? one.id })),
    operators: operators
      .filter(({ id }) => coversOperator(scope, id || null))
      .map((one) => ({ ...one, name: names.get(one.id) ?? one.name })),
    samples: (
      await Promise.all(
        seen.map(async ({ operatorId: _operator, sentence: _unsaid, ...sample }) => {
          const sentence = await sentenceAt(deps, sample);
          return sentence === null ? [] : [{ ...sample, sentence }];
        }),
      )
    ).flat(),
  };
}

/** What was said in a call at a second; null when the call is gone or worked on again. */
export async function sentenceAt(
  deps: DeskDeps,
  { callId, start }: { callId: string; start: number },
): Promise<string | null> {
  const call = await deps.ledger.find(callId);
  const stored = call === null || call.state !== 'done' ? null : await deps.facts.read(call);
  // Times are kept in milliseconds, segments touch: the later one is meant at a border.
  const said = stored?.segments.filter((one) => one.start <= start + 0.001 && start <= one.end + 0.001) ?? [];
  const spoken = said.filter(({ speaker }) => speaker === 'operator' || speaker === 'specialist');
  return (spoken.at(-1) ?? said.at(-1))?.text ?? null;
}
