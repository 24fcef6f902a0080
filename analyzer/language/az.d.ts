/** Types of the part of `az` 0.2.3 that Kamerton uses (the package carries none). */
declare module 'az' {
  interface AzTag {
    stat: string[];
    flex: string[];
  }
  interface AzParse {
    word: string;
    tag: AzTag;
    score: number;
    parser: string;
    /** Forms of the word's paradigm; only readings from the dictionary have them. */
    formCnt?: number;
    inflect(form: number): AzParse | false;
    normalize(keepPartOfSpeech?: boolean): AzParse | false;
    toString(): string;
  }
  interface AzMorph {
    (word: string, config: { ignoreCase: boolean; stutter: number; parsers: string[] }): AzParse[];
    init(callback: (error: Error | null) => void): void;
  }
  const Az: { Morph: AzMorph };
  export = Az;
}
