/** Rule «informal_you» (5.6.1, 5.6.5): «ты», «твой» and verbs addressed to «ты». */
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import type { CompiledPhrases } from './compile.ts';
import type { Command } from './imperative.ts';
import { matchPhrases } from './match.ts';
import type { VerbReader } from './verb-form.ts';

export interface InformalContext {
  morphology: Morphology;
  verb: VerbReader;
  /** «хочешь не хочешь», «ничего не поделаешь»: nobody is addressed. */
  idioms: CompiledPhrases;
}

export interface Address {
  from: number;
  to: number;
  kind: 'pronoun' | 'verb' | 'command';
}

/**
 * Places where the client is addressed with «ты»; «ты» with its own verb is one place.
 * @param places token indexes worth looking at, ascending, when the caller knows them
 */
export function findInformalAddress(
  tokens: readonly Token[],
  commands: readonly Command[],
  context: InformalContext,
  places: Iterable<number> = tokens.keys(),
): Address[] {
  const singular = new Set(commands.filter((command) => command.singular).map((command) => command.verb));
  const found: Address[] = [];
  for (const i of places) {
    const token = tokens[i];
    if (!token || token.quoted) continue;
    const last = found.at(-1);
    if (singular.has(i)) found.push({ from: i, to: i, kind: 'command' });
    else if (context.verb(token.norm).informal) {
      const own = last?.kind === 'pronoun' && last.to === i - 1 && tokens[i - 1]?.norm === 'ты';
      if (own && last) last.to = i;
      else found.push({ from: i, to: i, kind: 'verb' });
    } else if (isInformalPronoun(token.norm, context.morphology)) found.push({ from: i, to: i, kind: 'pronoun' });
  }
  if (found.length === 0) return found;
  const idioms = matchPhrases(context.idioms, tokens);
  return found.filter((place) => !idioms.some(({ from, to }) => from <= place.from && place.to <= to));
}

/** «ты», «тебя», «твой» and their forms. */
export function isInformalPronoun(norm: string, morphology: Morphology): boolean {
  if (!norm.startsWith('т')) return false;
  return morphology.readings(norm).some(({ lemma, known }) => known && (lemma === 'ты' || lemma === 'твой'));
}
