/** Where on the time axis the rules or the recogniser changed: a change of rule must not be read as a change of people. Pure. */

import { z } from 'zod';

/** What judged the calls of some days. */
export interface VersionDays {
  first_day: string;
  last_day: string;
  calls: number;
  lexicon_version: string;
  scorecard_version: string;
  engine_version: string;
  engine_name: string;
  engine_model: string;
}

export const markKindSchema = z.enum(['lexicon', 'scorecard', 'program', 'recogniser', 'published', 'demoted']);
export type MarkKind = z.infer<typeof markKindSchema>;

export interface VersionMark {
  /** First local day with calls under the new version. */
  day: string;
  kind: MarkKind;
  from: string;
  to: string;
}

/** `published` and `demoted` (by the product itself) are told by who published, not by the calls. */
const versionOf: Record<Exclude<MarkKind, 'published' | 'demoted'>, (row: VersionDays) => string> = {
  lexicon: (row) => row.lexicon_version,
  scorecard: (row) => row.scorecard_version,
  program: (row) => row.engine_version,
  recogniser: (row) => [row.engine_name, row.engine_model].filter((part) => part !== '').join(' '),
};

/**
 * The changes, oldest first. A version begins on the day of its first call; the one before it is that which began last. The
 * versions of the first day are no change.
 */
export function versionMarks(rows: readonly VersionDays[]): VersionMark[] {
  const marks = (Object.keys(versionOf) as (keyof typeof versionOf)[]).flatMap((kind) => {
    const begins = new Map<string, string>();
    for (const row of rows) {
      const version = versionOf[kind](row);
      const before = begins.get(version);
      if (before === undefined || row.first_day < before) begins.set(version, row.first_day);
    }
    const sorted = [...begins].sort(([a, dayA], [b, dayB]) => (dayA < dayB ? -1 : dayA > dayB ? 1 : a < b ? -1 : 1));
    const [first, ...later] = sorted;
    let from = first?.[0] ?? '';
    return later.map(([to, day]) => {
      const mark = { day, kind, from, to };
      from = to;
      return mark;
    });
  });
  return marks.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
