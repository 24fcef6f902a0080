/** When a finding is not certain: shown to a person, not counted until confirmed. */
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { neighbour } from './clause.ts';

/** Words the recogniser was less sure of than this make a finding doubtful (notes/language.md, section 2). */
const leastConfidence = 0.6;
/** An irritant word that repeats the client's own word within this time may be an echo, seconds. */
const echoWindow = 30;
/** So many words in a row said by the client shortly before are a quotation, not the operator's own. */
const quotedRun = 2;
/** The client's words may be quoted so long after them, seconds. */
const quoteWindow = 60;
const contentTags = ['NOUN', 'ADJF', 'ADJS', 'ADVB', 'PRED'];

export function isPoorlyHeard(words: readonly Token[]): boolean {
  return words.some(({ confidence }) => confidence !== null && confidence < leastConfidence);
}

/** «Козлов», «Хренов»: a coarse word by its spelling, perhaps somebody's surname. */
export function mayBeSurname(tokens: readonly Token[], place: number, morphology: Morphology): boolean {
  const word = tokens[place];
  if (!word) return false;
  const insideClause = tokens[place - 1]?.clause === word.clause;
  if (insideClause && /^\p{Lu}\p{Ll}/u.test(word.text)) return true;
  if (morphology.readings(word.norm).some(({ known, tags }) => known && tags.has('Surn'))) return true;
  if (neighbour(tokens, place, -1)?.norm.startsWith('фамили')) return true;
  const near = (distance: number, ...tags: string[]) => {
    const other = neighbour(tokens, place, distance);
    return other !== undefined && hasKnown(morphology, other.norm, tags);
  };
  // «Хренова Анна Львовна», «Иван Козёл»: a patronymic, or a first name beside the word.
  if ([-2, -1, 1, 2].some((distance) => near(distance, 'Patr'))) return true;
  if ([-1, 1].some((distance) => near(distance, 'Name', 'NOUN', 'nomn', 'sing') && !near(distance, 'inan')))
    return true;
  // «Инженер Дураков»: the ending of a surname after a person.
  return /(?:[оеё]в|ин)(?:[аоы]|ой|ым|у)?$/.test(word.norm) && near(-1, 'NOUN', 'anim', 'sing');
}

/** «Вам сказали дура», «слово хам»: words that bring somebody else's words. */
const reporting =
  /^(?:сказал[аи]?|назвал[аи]?|обозвал[аи]?|обзывал[аи]?|говорил[аи]?|нагрубил[аи]?|кричал[аи]?|крикнул[аи]?|орал[аи]?|слов[оа]|выражени[ея])$/;
const reportReach = 3;

/** Whether a coarse word may be somebody else's, retold: it stands shortly after «сказали», «назвал», «слово». */
export function mayBeRetold(tokens: readonly Token[], place: number): boolean {
  for (let distance = 1; distance <= reportReach; distance += 1) {
    const word = neighbour(tokens, place, -distance);
    if (word && reporting.test(word.norm)) return true;
  }
  return false;
}

/** «Уродков Степан Ильич»: an unknown word with the ending of a surname beside a name or a patronymic. */
export function looksLikeSurname(tokens: readonly Token[], place: number, morphology: Morphology): boolean {
  if (!/(?:[оеё]в|[иы]н)(?:а|у|ой|ым|е|ы)?$/.test(tokens[place]?.norm ?? '')) return false;
  return [-2, -1, 1, 2].some((distance) => {
    const norm = neighbour(tokens, place, distance)?.norm;
    return norm !== undefined && (hasKnown(morphology, norm, ['Patr']) || hasKnown(morphology, norm, ['Name', 'nomn']));
  });
}

function hasKnown(morphology: Morphology, norm: string, tags: readonly string[]): boolean {
  return morphology.readings(norm).some((reading) => reading.known && tags.every((tag) => reading.tags.has(tag)));
}

/** Whether the client said one of the finding's content words shortly before. */
export function repeatsClient(
  words: readonly Token[],
  clientTokens: readonly Token[],
  contentLemmas: ContentLemmas,
): boolean {
  const first = words[0];
  if (!first) return false;
  const lemmas = new Set(words.flatMap(({ norm }) => contentLemmas(norm)));
  if (lemmas.size === 0) return false;
  return clientTokens.some(
    (token) =>
      token.start < first.start &&
      first.start - token.end <= echoWindow &&
      contentLemmas(token.norm).some((lemma) => lemmas.has(lemma)),
  );
}

/** Words that join others and carry nothing of a quotation. */
const joining = /^(?:с|со|у|к|ко|от|до|за|на|по|о|об|про|для|без|из|в|во|при|над|под|и|а|но|да|не)$/;

/** Whether the client used each of these words himself earlier in the call: the standard asks to speak in his terms. */
export function isClientsTerm(
  words: readonly Token[],
  clientTokens: readonly Token[],
  contentLemmas: ContentLemmas,
): boolean {
  return words.every(({ norm, start }) => {
    const lemmas = new Set(contentLemmas(norm));
    return clientTokens.some(
      (token) =>
        token.start < start &&
        (token.norm === norm || (lemmas.size > 0 && contentLemmas(token.norm).some((lemma) => lemmas.has(lemma)))),
    );
  });
}

/**
 * «Вам сказали ты кто такой»: the words stand in a run of words that the client said shortly before.
 * «С тобой» after the client's «мы с тобой» is no such run: a preposition belongs to every speaker.
 */
export function quotesClient(tokens: readonly Token[], from: number, to: number, client: readonly Token[]): boolean {
  if (isOwn(tokens, from)) return false;
  const longest = Math.max(quotedRun, to - from + 1);
  for (let start = to - longest + 1; start <= from; start += 1) {
    const run = tokens.slice(Math.max(0, start), start + longest);
    const [first] = run;
    if (!first || start < 0 || run.length < longest || run.some(({ turn }) => turn !== first.turn)) continue;
    if (run.filter(({ norm }) => !joining.test(norm)).length < quotedRun) continue;
    const said = client.some(
      (token, i) =>
        token.start < first.start &&
        first.start - token.end <= quoteWindow &&
        run.every(({ norm }, k) => client[i + k]?.norm === norm),
    );
    if (said) return true;
  }
  return false;
}

/** «А я тебя узнал» – «И я тебя узнал»: the operator begins with himself, he answers and does not quote. */
function isOwn(tokens: readonly Token[], from: number): boolean {
  const turn = tokens[from]?.turn;
  const before: string[] = [];
  for (let i = from - 1; tokens[i]?.turn === turn && before.length <= 2; i -= 1) before.push(tokens[i]?.norm ?? '');
  return /^(?:я|мы)(?: (?:и|а|но|да|тоже))?$/.test(before.join(' '));
}

/** Dictionary forms of a word that carries meaning of its own; cached by word form. */
export type ContentLemmas = (norm: string) => readonly string[];

const cacheLimit = 200_000;

export function contentLemmasReader(morphology: Morphology): ContentLemmas {
  const cache = new Map<string, readonly string[]>();
  return (norm) => {
    const cached = cache.get(norm);
    if (cached) return cached;
    const lemmas = contentLemmas(norm, morphology);
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(norm, lemmas);
    return lemmas;
  };
}

function contentLemmas(norm: string, morphology: Morphology): string[] {
  if (norm.length < 5) return [];
  return morphology
    .readings(norm)
    .filter(({ known, tags }) => known && contentTags.some((tag) => tags.has(tag)))
    .map(({ lemma }) => lemma);
}
