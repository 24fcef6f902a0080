/** Which passwords are good enough: long, not common, not made of what everybody knows. Nothing about kinds of characters. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Characters; OWASP ASVS 6.2: at least 12 and never cut off. */
export const passwordLength = { least: 12, most: 4_096 } as const;

/** Letters and digits that must be left when the person's own names are taken away. */
const leastOwn = 8;

/** Fewer than 10⁸ guesses (zxcvbn's score below 3) is what a list of common passwords and simple rules finds. */
const leastScore = 3;
/** Words of our own that a guesser would try first. */
const ownWords = ['kamerton', 'камертон', 'krc', 'крц', 'жкх', 'оператор', 'пароль', 'администратор'];

let estimator: ZxcvbnFactory | null = null;

/** A Russian word typed on the Latin layout and the other way round are the same guess. */
const cyrillic = 'йцукенгшщзхъфывапролджэячсмитьбю';
const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const onLatinKeys = (text: string): string =>
  [...text.toLowerCase()].map((letter) => latin[cyrillic.indexOf(letter)] ?? letter).join('');

/**
 * Why the password cannot be taken, as one Russian line; null when it can. `known` are words a guesser knows of the person
 * (login, name). Takes milliseconds whatever the length.
 */
export function passwordFault(password: string, known: readonly string[]): string | null {
  if (password.length < passwordLength.least) return `пароль короче ${passwordLength.least} знаков`;
  if (password.length > passwordLength.most) return `пароль длиннее ${passwordLength.most} знаков`;
  // What is left of it without the words everybody knows of the person.
  const rest = known
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 2)
    .reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase());
  if (rest.replace(/[^\p{L}\p{N}]/gu, '').length < leastOwn && rest.length < password.length)
    return 'пароль состоит из Вашего имени или логина; возьмите другие слова';
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const words = [...ownWords, ...known.flatMap((text) => [text, ...text.split(/\s+/)])].filter(
    (word) => word.length > 1,
  );
  const scores = [password, onLatinKeys(password)].map((text) => estimator?.check(text, words).score ?? 0);
  if (Math.min(...scores) >= leastScore) return null;
  return 'пароль легко подобрать: он из распространённых слов, повторов или рядов клавиш; возьмите несколько несвязанных слов';
}
