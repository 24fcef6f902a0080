/** Phrases that Whisper models are known to invent on silence, music and noise (they learned from film subtitles). Pure. */
import type { RecognizedWord } from './recognizer.ts';

interface InventedPhrase {
  /** Words in lower case without punctuation; `*` is any one word or none. */
  words: readonly string[];
  /** Credits of subtitles are never said in a call; the others are dropped only where the sound is weak. */
  alwaysInvented: boolean;
}

const phrase = (text: string, alwaysInvented: boolean): InventedPhrase => ({ words: text.split(' '), alwaysInvented });

/** Seen in sources and reports (notes, recognition §5). */
const inventedPhrases: readonly InventedPhrase[] = [
  phrase('субтитры сделал *', true),
  phrase('субтитры делал *', true),
  phrase('субтитры создавал *', true),
  phrase('субтитры создал *', true),
  phrase('субтитры подогнал *', true),
  phrase('субтитры предоставил *', true),
  phrase('субтитры добавил *', true),
  phrase('редактор субтитров * *', true),
  phrase('корректор а егорова', true),
  phrase('корректор аегорова', true),
  phrase('продолжение следует', false),
  phrase('спасибо за просмотр', false),
  phrase('подписывайтесь на канал', false),
  phrase('подписывайтесь на мой канал', false),
  phrase('спасибо за субтитры *', true),
];

export interface InventedRun {
  indexes: number[];
  alwaysInvented: boolean;
}

/** Where such phrases stand among the words. */
export function inventedRuns(words: readonly RecognizedWord[]): InventedRun[] {
  const plain = words.map((word) => word.text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const runs: InventedRun[] = [];
  for (let start = 0; start < plain.length; start++) {
    const found = inventedPhrases.find(({ words: expected }) =>
      expected.every((word, i) => word === '*' || plain[start + i] === word),
    );
    if (found === undefined) continue;
    const end = Math.min(start + found.words.length, plain.length);
    runs.push({
      indexes: Array.from({ length: end - start }, (_, i) => start + i),
      alwaysInvented: found.alwaysInvented,
    });
    start = end - 1;
  }
  return runs;
}
