/** Marks of the time axis: what calls were judged by as the calls tell it, and when versions of the lexicons were published. */
import { localDay, type VersionMark, versionMarks } from '#analyzer';
import type { ApiDeps } from '../deps.ts';
import type { TrendAsk } from './trend-query.ts';

/**
 * Where lexicons, scorecard, program or recogniser changed, oldest first. A published version judges the past too: its mark
 * stands on its day all the same, because figures seen before were others.
 */
export async function marksOf(
  deps: Pick<ApiDeps, 'screens' | 'workbench' | 'timeZone'>,
  { scope, unsampled, period }: TrendAsk,
): Promise<VersionMark[]> {
  const { versions } = deps.workbench;
  const [rows, known, activations] = await Promise.all([
    deps.screens.versionMarks(scope, unsampled),
    versions.list(),
    versions.activations(),
  ]);
  const names = new Map(
    known.flatMap(({ number, lexicon, scorecard }) => [
      [lexicon, versionName(number)],
      [scorecard, versionName(number)],
    ]),
  );
  let before = 1;
  const published = activations.toReversed().flatMap(({ number, actor, comment, at }): VersionMark[] => {
    const from = before;
    before = number;
    const day = localDay(new Date(at), deps.timeZone);
    if (number === from || day < period.from || day > period.to) return [];
    const to = comment === '' ? versionName(number) : `${versionName(number)}: ${comment}`;
    return [{ day, kind: actor === ourselves ? 'demoted' : 'published', from: versionName(from), to }];
  });
  const days = new Set(published.map(({ day }) => day));
  const judged = versionMarks(rows)
    // The same change, told by the calls.
    .filter(({ kind, day }) => !((kind === 'lexicon' || kind === 'scorecard') && days.has(day)))
    .map(({ from, to, ...mark }) => ({ ...mark, from: names.get(from) ?? from, to: names.get(to) ?? to }));
  return [...judged, ...published].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** Who takes entries out of the score without a person. */
const ourselves = 'kamerton';
const versionName = (number: number) => `версия ${number}`;
