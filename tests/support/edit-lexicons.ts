/** Random edits of lexicons, as a trainer makes them; deterministic by seed. */
import type { Lexicons, PhraseEntry } from '#lexicons';
import { type Random, randomOf } from '../../analyzer/demo/seed/random.ts';

const said = ['вам', 'квитанцию', 'посмотрю', 'ну', 'показания', 'спасибо', 'минуту', 'счёт', 'подскажите', 'за'];
const patterns = [
  (word: string) => word,
  (word: string, other: string) => `${word} _2 ${other}`,
  (word: string, other: string) => `{${word}|~${other}}`,
  (word: string) => `${word} #num?`,
  (_word: string, other: string) => `~${other} <NOUN gent>`,
];

/** The same lexicons with one edit, under another version; and what was done. Seeds one after another take turns in kind. */
export function editLexicons(lexicons: Lexicons, seed: number): { lexicons: Lexicons; edit: string } {
  const random = randomOf('edit', String(seed));
  const choose = <T>(list: readonly T[]): T => {
    const one = list[random.whole(0, list.length - 1)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  };
  const edit = edits[seed % edits.length] ?? choose(edits);
  const made = edit(structuredClone(lexicons), random, choose);
  return { lexicons: { ...made.lexicons, version: `edit ${seed}` }, edit: made.edit };
}

type Choose = <T>(list: readonly T[]) => T;
type Edit = (lexicons: Lexicons, random: Random, choose: Choose) => { lexicons: Lexicons; edit: string };

const freshEntry = (choose: Choose): PhraseEntry => ({
  id: 'fresh',
  pattern: choose(patterns)(choose(said), choose(said)),
  file: 'fresh.yaml',
  line: 1,
});

const edits: readonly Edit[] = [
  (lexicons, _random, choose) => {
    const rule = choose(lexicons.rules);
    const entry = freshEntry(choose);
    rule.entries.push(entry);
    return { lexicons, edit: `add ${String(entry.pattern)} to ${rule.rule}` };
  },
  (lexicons, random, choose) => {
    const rule = choose(lexicons.rules.filter(({ entries }) => entries.length > 1));
    const [gone] = rule.entries.splice(random.whole(0, rule.entries.length - 1), 1);
    return { lexicons, edit: `remove ${rule.rule}/${gone?.id}` };
  },
  (lexicons, _random, choose) => {
    const entry = choose(choose(lexicons.rules).entries);
    entry.pattern = [...(typeof entry.pattern === 'string' ? [entry.pattern] : entry.pattern), choose(said)];
    return { lexicons, edit: `widen ${entry.id}: ${String(entry.pattern)}` };
  },
  (lexicons, _random, choose) => {
    const entry = choose(choose(lexicons.rules).entries);
    entry.unless_near = { any: choose(said), within: 3 };
    return { lexicons, edit: `exception for ${entry.id}` };
  },
  (lexicons, _random, choose) => {
    const set = choose(Object.keys(lexicons.phrases));
    const entries = lexicons.phrases[set] ?? [];
    const entry = choose(entries);
    entry.pattern = choose(patterns)(choose(said), choose(said));
    return { lexicons, edit: `rewrite ${set}/${entry.id}: ${entry.pattern}` };
  },
  (lexicons, random, choose) => {
    const set = choose(Object.keys(lexicons.phrases).filter((name) => (lexicons.phrases[name]?.length ?? 0) > 1));
    const [gone] = lexicons.phrases[set]?.splice(random.whole(0, (lexicons.phrases[set]?.length ?? 1) - 1), 1) ?? [];
    return { lexicons, edit: `remove ${set}/${gone?.id}` };
  },
  (lexicons, _random, choose) => {
    const heard = choose(said);
    const means = choose(said);
    return {
      lexicons: { ...lexicons, aliases: new Map([...lexicons.aliases, [heard, means]]) },
      edit: `${heard} = ${means}`,
    };
  },
  (lexicons, _random, choose) => {
    const name = choose(Object.keys(lexicons.lists));
    const lists = { ...lexicons.lists, [name]: [...(lexicons.lists[name] ?? []).slice(1), choose(said)] };
    return { lexicons: { ...lexicons, lists }, edit: `list ${name}` };
  },
  (lexicons, _random, choose) => {
    const row = { ...choose(lexicons.diminutives), lemma: choose(said), status: choose(['ban', 'stop'] as const) };
    const gone = choose(lexicons.diminutives);
    const diminutives = [...lexicons.diminutives.filter((one) => one !== gone), row];
    return {
      lexicons: { ...lexicons, diminutives },
      edit: `diminutive ${row.lemma} ${row.status}, without ${gone.lemma}`,
    };
  },
  (lexicons, _random, choose) => {
    const rule = choose(lexicons.rules);
    rule.replacement = 'иначе';
    return { lexicons, edit: `text of ${rule.rule}` };
  },
];
