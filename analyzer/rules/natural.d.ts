/** Types of the parts of `natural` that Kamerton uses, each entered by its deep path. */
declare module 'natural/lib/natural/stemmers/porter_stemmer_ru.js' {
  const stemmer: { stem(word: string): string };
  export = stemmer;
}
declare module 'natural/lib/natural/ngrams/ngrams.js' {
  const ngrams: { ngrams(sequence: string[], n: number): string[][] };
  export = ngrams;
}
declare module 'natural/lib/natural/tfidf/tfidf.js' {
  class TfIdf {
    /** Ready terms are taken as they are. */
    addDocument(terms: string[]): void;
    /** Weight of the terms in the document with this index. */
    tfidf(terms: string[], document: number): number;
  }
  export = TfIdf;
}
