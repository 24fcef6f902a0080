/** The rulebook: lexicons compiled once for any number of calls. */
import { LexiconError, type Lexicons, type PhraseEntry, type RuleLexicon } from '#lexicons';
import { type RuleName, ruleNameSchema } from '../domain/finding.ts';
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { type ContentLemmas, contentLemmasReader } from './certainty.ts';
import { type CompiledPhrases, compilePhrases, type PhraseContext } from './compile.ts';
import { type DiminutiveJudge, diminutiveJudge } from './diminutive.ts';
import type { ImperativeContext } from './imperative.ts';
import type { InformalContext } from './informal-you.ts';
import { verbReader } from './verb-form.ts';
import { type Candidates, candidateFinder } from './word-type.ts';

/** What the standard says about the findings of one rule. */
interface RuleText {
  rule: RuleName;
  section: string;
  replacement: string;
}

export interface Rulebook {
  /** Version of the lexicons it was made from. */
  version: string;
  morphology: Morphology;
  aliases: ReadonlyMap<string, string>;
  /** Phrases of every rule in one trie, and the rule of each entry. */
  phrases: CompiledPhrases;
  ruleOf: ReadonlyMap<PhraseEntry, RuleText & { because: string }>;
  texts: ReadonlyMap<RuleName, RuleText>;
  /** «rule» or «rule/entry» whose findings are shown and not counted. */
  advisory: ReadonlySet<string>;
  /** Better phrases for particular commands. */
  commandAdvice: CompiledPhrases;
  diminutive: DiminutiveJudge;
  contentLemmas: ContentLemmas;
  /** Where the rules have something to look at. */
  candidatesIn: (tokens: readonly Token[]) => Candidates;
  /** Lemmas after which a name stands: улица, магазин … */
  namingWords: ReadonlySet<string>;
  imperative: ImperativeContext;
  informal: InformalContext;
}

/** Rules whose places are found by code; the phrases of their files only advise or stand beside the code. */
const adviceOnly: ReadonlySet<string> = new Set(['imperative']);

/**
 * Compiles lexicons.
 * @throws LexiconError for an unknown rule or an unreadable pattern, with its file and line
 */
export function loadRulebook(lexicons: Lexicons, morphology: Morphology): Rulebook {
  const context: PhraseContext = { morphology, lists: lexicons.lists };
  const ruleOf = new Map<PhraseEntry, RuleText & { because: string }>();
  const texts = new Map<RuleName, RuleText>();
  for (const lexicon of lexicons.rules) {
    const rule = ruleNameOf(lexicon);
    const text: RuleText = { rule, section: lexicon.section, replacement: lexicon.replacement };
    texts.set(rule, text);
    for (const entry of lexicon.entries) {
      ruleOf.set(entry, {
        rule,
        section: entry.section ?? text.section,
        replacement: entry.replacement || text.replacement,
        because: becauseOf(entry),
      });
    }
  }
  const entriesOf = (chosen: (rule: string) => boolean) =>
    lexicons.rules.filter(({ rule }) => chosen(rule)).flatMap(({ entries }) => entries);
  const list = (name: string) => lexicons.lists[name] ?? [];
  const compileList = (name: string) =>
    compilePhrases(
      list(name).map((pattern, i) => ({ id: `${name}.${i}`, pattern, scope: 'clause', file: 'lists.yaml', line: 0 })),
      context,
    );
  const wordSet = (name: string) => new Set(list(name).map((word) => word.toLowerCase().replace(/ё/g, 'е')));
  const verb = verbReader(morphology, wordSet('singular_commands'), wordSet('plural_commands'));
  const diminutive = diminutiveJudge(lexicons, morphology);
  const phrases = compilePhrases(
    entriesOf((rule) => !adviceOnly.has(rule)),
    context,
  );
  return {
    version: lexicons.version,
    morphology,
    aliases: lexicons.aliases,
    phrases,
    ruleOf,
    texts,
    advisory: lexicons.advisory,
    commandAdvice: compilePhrases(
      entriesOf((rule) => adviceOnly.has(rule)),
      context,
    ),
    diminutive,
    contentLemmas: contentLemmasReader(morphology),
    candidatesIn: candidateFinder(phrases, diminutive, verb, morphology),
    namingWords: wordSet('naming_words'),
    imperative: {
      verb,
      softeners: compileList('softeners'),
      allowed: compileList('allowed_commands'),
      courtesy: wordSet('courtesy_commands'),
      comfort: wordSet('comforting_commands'),
      subordinators: wordSet('subordinators'),
      outcomes: wordSet('outcome_verbs'),
      attention: wordSet('attention_words'),
      openers: wordSet('attention_openers'),
      statementStarts: wordSet('statement_starts'),
      morphology,
    },
    informal: { morphology, verb, idioms: compileList('informal_idioms') },
  };
}

/** The end of the explanation of an entry's findings. */
function becauseOf(entry: PhraseEntry): string {
  const guarded = Object.keys(entry).some((key) => key.startsWith('unless_'));
  return `${entry.note ? `: ${entry.note}` : ''}.${guarded ? ' Исключения этой записи рядом не найдены.' : ''}`;
}

function ruleNameOf({ rule, entries }: RuleLexicon): RuleName {
  const parsed = ruleNameSchema.safeParse(rule);
  if (parsed.success) return parsed.data;
  const file = entries[0]?.file ?? `rules/${rule}.yaml`;
  throw new LexiconError({ file, line: 1, message: `неизвестное правило «${rule}»` });
}
