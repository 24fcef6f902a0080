/** Lexicons and scorecard as texts that are kept beside the calls they judged, and back. */
import type { Lexicons, Scorecard } from '#lexicons';
import type { JudgeSource } from '../scoring/judge-call.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';

/** Keeps what a judge is made of: a later change is told from it. */
export async function keepContent(facts: Pick<CallFacts, 'keepLexicon'>, source: JudgeSource): Promise<void> {
  await facts.keepLexicon(source.versions.lexicon, lexiconContent(source.lexicons));
  await facts.keepLexicon(source.versions.scorecard, JSON.stringify(source.scorecard));
}

/** JSON of everything that judging reads. */
export function lexiconContent({ folder: _folder, aliases, advisory, ...rest }: Lexicons): string {
  const said = { ...rest, aliases: [...aliases] };
  return JSON.stringify(advisory.size === 0 ? said : { ...said, advisory: [...advisory] });
}

/** The text was written by `lexiconContent`: it is not checked again. */
export function lexiconsOf(content: string): Lexicons {
  const { aliases, advisory, ...rest } = JSON.parse(content) as Omit<Lexicons, 'aliases' | 'folder' | 'advisory'> & {
    aliases: [string, string][];
    advisory?: string[];
  };
  return { ...rest, folder: '', aliases: new Map(aliases), advisory: new Set(advisory) };
}

/** The text was written by `keepContent`: it is not checked again. */
export const scorecardOf = (content: string): Scorecard => JSON.parse(content) as Scorecard;
