/** Lexicons as a text that is kept beside the calls they judged, and back. */
import type { Lexicons } from '#lexicons';

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
