/** Types of the one part of `natural` that Kamerton uses: the Russian stemmer, for words the dictionary does not know. */
declare module 'natural/lib/natural/stemmers/porter_stemmer_ru.js' {
  const stemmer: { stem(word: string): string };
  export = stemmer;
}
