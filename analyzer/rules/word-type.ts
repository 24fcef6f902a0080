/** What the rules know of a word form before they look around it: found once a form, so that most words cost one look-up. */
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import type { CompiledPhrases } from './compile.ts';
import type { DiminutiveJudge } from './diminutive.ts';
import { isInformalPronoun } from './informal-you.ts';
import type { VerbReader } from './verb-form.ts';

/** Which rules have something to look at in the word. */
export interface WordType {
  /** A phrase of the lexicons may begin with it. */
  starts: boolean;
  diminutive: boolean;
  command: boolean;
  /** «ты», «твой», «хочешь», or a singular command. */
  informal: boolean;
}

/** Places of one side of a call where a rule has something to look at, ascending. */
export type Candidates = Record<keyof WordType, number[]>;

const cacheLimit = 200_000;
const shortestDiminutive = 4;

/** Sorts the words of a call by what the rules want of them. */
export function candidateFinder(
  phrases: CompiledPhrases,
  diminutive: DiminutiveJudge,
  verb: VerbReader,
  morphology: Morphology,
): (tokens: readonly Token[]) => Candidates {
  const cache = new Map<string, WordType | null>();
  const typeOf = (token: Token): WordType | null => {
    const { norm } = token;
    const form = verb(norm);
    const type: WordType = {
      starts: phrases.words.begins(token.form),
      diminutive: norm.length >= shortestDiminutive && diminutive(norm) !== null,
      command: form.command !== null,
      informal: form.informal || form.command === 'singular' || isInformalPronoun(norm, morphology),
    };
    return type.starts || type.diminutive || type.command || type.informal ? type : null;
  };
  return (tokens) => {
    phrases.words.learn(tokens);
    const found: Candidates = { starts: [], diminutive: [], command: [], informal: [] };
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i];
      if (!token) continue;
      const key = token.heard === token.norm ? token.norm : `${token.norm} ${token.heard}`;
      let type = cache.get(key);
      if (type === undefined) {
        type = typeOf(token);
        if (cache.size >= cacheLimit) cache.clear();
        cache.set(key, type);
      }
      if (type === null) continue;
      if (type.starts) found.starts.push(i);
      if (type.diminutive) found.diminutive.push(i);
      if (type.command) found.command.push(i);
      if (type.informal) found.informal.push(i);
    }
    return found;
  };
}
