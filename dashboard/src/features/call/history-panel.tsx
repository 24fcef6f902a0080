/** «История»: every step of every person, the newest first; nothing is ever removed from it. */
import { useFormat } from '../../access/session.ts';
import type { CallReview, Criterion, ReviewEvent } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

interface HistoryPanelProps {
  review: CallReview;
  criteria: readonly Criterion[];
}

export function HistoryPanel({ review, criteria }: HistoryPanelProps) {
  const { history } = useReviewTexts();
  const format = useFormat();
  if (review.history.length === 0) return <p className={classes.none}>{history.none}</p>;
  return (
    <ol className={classes.items} aria-label={history.label} reversed>
      {review.history.toReversed().map((event) => (
        <li key={event.id} className={classes.item}>
          <EventLine event={event} review={review} criteria={criteria} />
          <span className={classes.by}>
            {event.by.name}, <time dateTime={event.at}>{format.moment(event.at)}</time>
          </span>
        </li>
      ))}
    </ol>
  );
}

function EventLine({ event, review, criteria }: HistoryPanelProps & { event: ReviewEvent }) {
  const { rules, scorecard } = useTexts();
  const { history, dismiss } = useReviewTexts();
  const { subject } = event;
  if (subject.kind === 'finding') {
    const { decision, findingId } = subject;
    const found =
      review.findings.find(({ id }) => id === findingId) ?? review.orphans.find(({ id }) => id === findingId);
    const what = found ? `«${found.text}» (${rules[found.rule].toLowerCase()})` : history.unknown;
    const why = decision.kind === 'dismiss' ? ` – ${dismiss.reasons[decision.reason]}` : '';
    return (
      <span>
        {history.finding(what)}: <b>{history.kinds[decision.kind]}</b>
        {why}
        {decision.text && ` «${decision.text}»`}
      </span>
    );
  }
  if (subject.kind === 'criterion') {
    const title = criteria.find(({ id }) => id === subject.criterion)?.title ?? subject.criterion;
    return (
      <span>
        {history.criterion(title)}:{' '}
        <b>{subject.outcome === null ? history.machine : scorecard.outcomes[subject.outcome]}</b>
      </span>
    );
  }
  return <b>{history[subject.kind]}</b>;
}
