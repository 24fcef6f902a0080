/** The marks of the chart in words: when the rules or the recogniser changed. */
import { IconFlag } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useFormat } from '../../access/session.ts';
import type { TrendMark } from '../../api/shapes.ts';
import { Tone } from '../../components/tone.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { shortVersion } from './prepare-trend.ts';
import classes from './trends.module.css';

export function Marks({ marks }: { marks: readonly TrendMark[] }) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const texts = trends.marks;
  const keyed = useMemo(() => marks.map((mark) => ({ ...mark, key: Object.values(mark).join(' ') })), [marks]);
  if (keyed.length === 0) return <p className={classes.muted}>{texts.none}</p>;
  return (
    <>
      <ul className={classes.marks} aria-label={texts.title}>
        {keyed.map(({ key, day, kind, from, to }) => (
          <li key={key} className={classes.mark}>
            <Tone tone="warn" icon={<IconFlag size={15} aria-hidden />}>
              {format.day(day)}: {texts.kinds[kind]}
            </Tone>
            <span className={classes.version}>{texts.change(shortVersion(from), shortVersion(to))}</span>
          </li>
        ))}
      </ul>
      <p className={classes.muted}>{texts.warning}</p>
    </>
  );
}
