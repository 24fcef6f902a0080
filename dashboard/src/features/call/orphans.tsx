/** Decisions whose finding is gone since the call was judged anew: shown with what was decided, counted nowhere. */
import { useFormat } from '../../access/session.ts';
import type { CallReview } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { PlayChip } from './play-chip.tsx';
import classes from './review.module.css';

export function Orphans({ orphans }: { orphans: CallReview['orphans'] }) {
  const { rules } = useTexts();
  const { decision, dismiss, history } = useReviewTexts();
  const format = useFormat();
  // A decision that was taken back says nothing any more.
  const shown = orphans.filter(({ review }) => review.verdict !== 'open');
  if (shown.length === 0) return null;
  return (
    <section className={classes.orphans}>
      <h2 className={classes.orphansTitle}>{decision.orphans}</h2>
      <p className={classes.muted}>{decision.orphansHint}</p>
      <ul className={classes.items} aria-label={decision.orphans}>
        {shown.map(({ id, rule, start, text, review }) => (
          <li key={id} className={classes.item}>
            <div className={classes.itemHead}>
              <PlayChip quote={text} start={start} />
              <span className={classes.muted}>{rules[rule]}</span>
            </div>
            <span className={classes.by}>
              {history.kinds[review.verdict === 'dismissed' ? 'dismiss' : 'confirm']}
              {review.reason !== null && ` – ${dismiss.reasons[review.reason]}`} ·{' '}
              {decision.by(review.by.name, format.moment(review.at))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
