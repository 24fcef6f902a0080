/** The words of a text with their places; spellings that come again and again are normalised once. */
import { normalize } from './norm.ts';

export interface TextWord {
  text: string;
  norm: string;
  /** `formNumber` of the norm. */
  form: number;
  /** Character offsets: `text.slice(from, to)` is the word. */
  from: number;
  to: number;
}

/** Words with inner hyphens, apostrophes, stress marks and soft hyphens; numbers with inner points or commas. */
const wordPattern =
  /\p{N}+(?:[.,:]\p{N}+)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*(?:[-‐‑'’][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*)*/gu;
/** A text of nothing else is cut by looking at its letters alone, which is several times faster. */
const plainText = /^[А-Яа-яЁё \-.,?!:;«»…—–()"]*$/;

/** Every word of a text, in its order. */
export function wordsOf(text: string): TextWord[] {
  return plainText.test(text) ? plainWords(text) : anyWords(text);
}

function anyWords(text: string): TextWord[] {
  const words: TextWord[] = [];
  wordPattern.lastIndex = 0;
  for (let match = wordPattern.exec(text); match !== null; match = wordPattern.exec(text)) {
    words.push(placed(match[0], match.index));
  }
  return words;
}

const hyphen = 0x2d;
const isLetter = (code: number): boolean => (code >= 0x410 && code <= 0x44f) || code === 0x401 || code === 0x451;

function plainWords(text: string): TextWord[] {
  const words: TextWord[] = [];
  let from = -1;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (isLetter(code)) {
      if (from < 0) from = i;
    } else if (from >= 0 && !(code === hyphen && isLetter(text.charCodeAt(i + 1)))) {
      words.push(placed(text.slice(from, i), from));
      from = -1;
    }
  }
  if (from >= 0) words.push(placed(text.slice(from), from));
  return words;
}

interface Spelling {
  text: string;
  norm: string;
  form: number;
}
const cacheLimit = 200_000;
const spellings = new Map<string, Spelling>();

/** Numbers of forms come in blocks: `form >> formBlockBits` is the block, the lower bits count from 0 without gaps. */
export const formBlockBits = 20;
/** Misheard words never end: after so many forms a new block is begun, and what is known under the old one can go. */
const formsOfBlock = 2 ** 18;
const forms = new Map<string, number>();
let nextForm = 0;

/**
 * The number of a word form in this process: what is known of a form is kept in arrays under it.
 * @param norm what the word means
 * @param heard what was heard: another form where an alias says so
 */
export function formNumber(norm: string, heard: string): number {
  const key = norm === heard ? norm : `${norm} ${heard}`;
  let number = forms.get(key);
  if (number === undefined) {
    number = nextForm;
    nextForm += 1;
    forms.set(key, number);
  }
  return number;
}

/** To be called before the words of a call are numbered: all of them then stand in one block. */
export function beginForms(): void {
  if (forms.size < formsOfBlock) return;
  forms.clear();
  spellings.clear();
  nextForm = ((nextForm >> formBlockBits) + 1) << formBlockBits;
}

/** One string a spelling: look-ups by it need not read its letters again. */
function placed(word: string, from: number): TextWord {
  let spelling = spellings.get(word);
  if (spelling === undefined) {
    const norm = normalize(word);
    spelling = { text: word, norm, form: formNumber(norm, norm) };
    if (spellings.size >= cacheLimit) spellings.clear();
    spellings.set(word, spelling);
  }
  return { text: spelling.text, norm: spelling.norm, form: spelling.form, from, to: from + word.length };
}
