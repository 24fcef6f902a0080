/** A figure with its 95 % interval: the numbers, and a bar that shows how wide the interval is. */
import { useFormat } from '../access/session.ts';
import type { Estimate } from '../api/shapes.ts';
import { useTrendTexts } from '../i18n/trend-texts.ts';
import classes from './interval-bar.module.css';

interface IntervalBarProps {
  estimate: Estimate;
  /** `share` is 0…1, `score` is 0…100. */
  unit: 'share' | 'score';
}

export function IntervalBar({ estimate: { value, low, high }, unit }: IntervalBarProps) {
  const texts = useTrendTexts();
  const format = useFormat();
  if (value === null) return <span className={classes.none}>{texts.nothing}</span>;
  const most = unit === 'share' ? 1 : 100;
  const shown = unit === 'share' ? format.percent : format.decimal;
  const at = (point: number) => `${(100 * point) / most}%`;
  return (
    <span className={classes.whole}>
      <span className={classes.numbers}>
        <b>{shown(value)}</b>{' '}
        <span className={classes.range}>
          {low === null || high === null ? texts.noInterval : `${shown(low)} – ${shown(high)}`}
        </span>
      </span>
      <span className={classes.track} aria-hidden="true">
        {low !== null && high !== null && (
          <span className={classes.range95} style={{ left: at(low), width: at(high - low) }} />
        )}
        <span className={classes.point} style={{ left: at(value) }} />
      </span>
    </span>
  );
}
