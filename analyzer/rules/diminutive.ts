/** Rule «diminutive» (5.6.3): listed words, then the model; look-alikes on the stop list are never findings. */
// `natural` is entered by a deep path only: its root import prints to standard output and loads `.env`.
import stemmer from 'natural/lib/natural/stemmers/porter_stemmer_ru.js';
import type { DiminutiveRow, Lexicons } from '#lexicons';
import type { Morphology } from '../language/morphology.ts';
import { guessDiminutive } from './diminutive-model.ts';

interface DiminutiveVerdict {
  entry: string;
  /** The listed word in its dictionary form; undefined when the model found it. */
  lemma?: string;
  replacement: string;
  reason: string;
  /** Found by the model alone. */
  guessed: boolean;
}

export type DiminutiveJudge = (form: string) => DiminutiveVerdict | null;

const cacheLimit = 200_000;

/** Prepares the judge of single word forms; its answers are cached by form. */
export function diminutiveJudge(lexicons: Lexicons, morphology: Morphology): DiminutiveJudge {
  const rows = new Map<string, DiminutiveRow>();
  for (const row of lexicons.diminutives) rows.set(row.lemma.toLowerCase().replace(/ё/g, 'е'), row);
  let stems: ReadonlyMap<string, DiminutiveRow> | undefined;
  const cache = new Map<string, DiminutiveVerdict | null>();
  const judge = (form: string): DiminutiveVerdict | null => {
    const readings = morphology.readings(form);
    const listed = [rows.get(form), ...readings.map((reading) => rows.get(reading.lemma))].filter(
      (row) => row !== undefined,
    );
    if (listed.some((row) => row.status === 'stop')) return null;
    const unknown = !readings.some((reading) => reading.known);
    // «Полкубика», «полстранички»: half of what is named.
    const half = unknown && listed.length === 0 ? /^пол-?(.{5,})$/.exec(form)?.[1] : undefined;
    if (half !== undefined && morphology.readings(half).some(({ known, tags }) => known && tags.has('gent')))
      return judge(half);
    if (unknown && listed.length === 0) stems ??= stemsOf(rows, morphology);
    const row = listed[0] ?? (unknown ? stems?.get(stemmer.stem(form)) : undefined);
    if (row) return listedVerdict(row);
    const guess = guessDiminutive(form, morphology);
    if (!guess || rows.get(guess.lemma)?.status === 'stop') return null;
    return {
      entry: 'model',
      replacement: guess.base,
      reason: `Слово «${guess.lemma}» похоже на уменьшительную форму слова «${guess.base}», в списке исключений его нет.`,
      guessed: true,
    };
  };
  return (form) => {
    const cached = cache.get(form);
    if (cached !== undefined) return cached;
    const verdict = judge(form);
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(form, verdict);
    return verdict;
  };
}

/** Words the dictionary does not know get their lemma by a guess: they are also looked up by their stem. */
function stemsOf(rows: ReadonlyMap<string, DiminutiveRow>, morphology: Morphology): Map<string, DiminutiveRow> {
  const stems = new Map<string, DiminutiveRow>();
  for (const [lemma, row] of rows) {
    if (row.status !== 'ban' || lemma.length < 6) continue;
    const known = morphology.readings(lemma).some((reading) => reading.known);
    if (!known) stems.set(stemmer.stem(lemma), row);
  }
  return stems;
}

function listedVerdict(row: DiminutiveRow): DiminutiveVerdict {
  return {
    entry: row.id,
    lemma: row.lemma.toLowerCase().replace(/ё/g, 'е'),
    replacement: row.replacement,
    reason: `Слово «${row.lemma}» есть в списке уменьшительно-ласкательных слов.`,
    guessed: false,
  };
}
