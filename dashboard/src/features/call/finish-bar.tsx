/** Under the panels: what still waits for a decision, and finishing the review. */
import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useFormat, useMay } from '../../access/session.ts';
import type { CallReview } from '../../api/shapes.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

interface FinishBarProps {
  review: CallReview;
  waiting: number;
  next: { hasNext: boolean; submit: () => void; submitting: boolean };
}

export function FinishBar({ review, waiting, next }: FinishBarProps) {
  const { finish, acknowledge } = useReviewTexts();
  const format = useFormat();
  const mayDecide = useMay('review.decide');
  if (!mayDecide) return null;
  const { submitted, acknowledgedAt } = review;
  return (
    <div className={classes.foot}>
      <span className={classes.by}>
        {submitted ? finish.done(submitted.by.name, format.moment(submitted.at)) : finish.waiting(waiting)}
        {acknowledgedAt !== null && `; ${acknowledge.byOperator(format.moment(acknowledgedAt))}`}
      </span>
      <Button
        size="compact-sm"
        maw="100%"
        leftSection={<IconChecks size={17} aria-hidden />}
        title="Ctrl+Enter"
        loading={next.submitting}
        onClick={next.submit}
      >
        {next.hasNext ? finish.button : finish.last}
      </Button>
    </div>
  );
}
