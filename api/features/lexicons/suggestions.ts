/** Suggestions for the trainer: phrases that no entry covers, and words that supervisors dismiss again and again. */
import type { z } from 'zod';
import type { DiminutiveRow, PhraseEntry } from '#lexicons';
import type { DeskDeps } from '../../deps.ts';
import type { suggestionsSchema } from './lexicons.schemas.ts';
import { sentenceAt, shownRun } from './shown.ts';

type Answer = z.input<typeof suggestionsSchema>;
type Example = Answer['dismissed'][number]['examples'][number];

export async function suggestionsFor(deps: DeskDeps): Promise<Answer> {
  const { workbench } = deps;
  const runs = await workbench.runs.latest('suggest', 10);
  const done = runs.find(({ state }) => state === 'done');
  const [found, dismissed, inForce] = await Promise.all([
    done === undefined ? null : workbench.suggestionsOf(done.id),
    workbench.dismissed(),
    workbench.inForce(),
  ]);
  const { reading } = await workbench.read(inForce.published ? { version: inForce.number } : 'program');
  const entries = new Map<string, PhraseEntry>(
    reading.lexicons.rules.flatMap(({ rule, entries: own }) =>
      own.map((entry) => [`${rule}/${entry.id}`, entry] as const),
    ),
  );
  const diminutives = new Map<string, DiminutiveRow>(
    reading.lexicons.diminutives.map((row) => [`diminutive/${row.id}`, row]),
  );
  const itemOf = (entry: string) => {
    const phrase = entries.get(entry);
    if (phrase !== undefined) {
      const { file, id, pattern } = phrase;
      return { file, set: '', id: file.endsWith('.csv') ? String(pattern) : id };
    }
    const row = diminutives.get(entry);
    return row === undefined ? null : { file: row.file, set: '', id: row.lemma };
  };
  const [run] = runs;
  return {
    run: run === undefined ? null : await shownRun(deps, run),
    calls: found?.calls ?? null,
    phrases: found?.phrases ?? [],
    dismissed: await Promise.all(
      dismissed.map(async ({ examples, entry, ...rest }) => ({
        ...rest,
        entry,
        rule: entry.split('/')[0] ?? '',
        item: itemOf(entry),
        examples: (await Promise.all(examples.map((example) => exampleOf(deps, example)))).flat(),
      })),
    ),
  };
}

async function exampleOf(deps: DeskDeps, place: { callId: string; start: number }): Promise<Example[]> {
  const sentence = await sentenceAt(deps, place);
  return sentence === null ? [] : [{ callId: place.callId, start: place.start, sentence }];
}
