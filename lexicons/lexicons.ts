/** The lexicons in memory: everything the rules and the course of the call read as data. */
import type { DiminutiveRow, PhraseEntry } from './schema.ts';

/** The phrases of one rule of the standard. */
export interface RuleLexicon {
  rule: string;
  /** Section of the standard that its findings cite, where an entry names no other. */
  section: string;
  /** The better phrase, where an entry names no other. */
  replacement: string;
  entries: PhraseEntry[];
}

export interface Lexicons {
  folder: string;
  /** `sha256:…` over the normalised content: neither the order of entries nor comments nor encoding change it. */
  version: string;
  /** Heard form → meant form, both lower case with «ё» as «е». */
  aliases: ReadonlyMap<string, string>;
  /** Named lists for `@list` in patterns. */
  lists: Readonly<Record<string, readonly string[]>>;
  diminutives: readonly DiminutiveRow[];
  rules: readonly RuleLexicon[];
  /** Named sets of phrases from `phrases/*.yaml`: greetings, closings, refusals … */
  phrases: Readonly<Record<string, PhraseEntry[]>>;
  /** «rule» or «rule/entry» whose findings are shown and not counted. */
  advisory: ReadonlySet<string>;
}
