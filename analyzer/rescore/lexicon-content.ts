/** Lexicons as a text that is kept beside the calls they judged, and back. */
import type { Lexicons } from '#lexicons';

/** JSON of everything that judging reads. */
export function lexiconContent({ folder: _folder, aliases, ...rest }: Lexicons): string {
  return JSON.stringify({ ...rest, aliases: [...aliases] });
}

/** The text was written by `lexiconContent`: it is not checked again. */
export function lexiconsOf(content: string): Lexicons {
  const { aliases, ...rest } = JSON.parse(content) as Omit<Lexicons, 'aliases' | 'folder'> & {
    aliases: [string, string][];
  };
  return { ...rest, folder: '', aliases: new Map(aliases) };
}
