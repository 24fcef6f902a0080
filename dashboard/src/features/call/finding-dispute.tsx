/** What the operator answered to a finding, what came of it, and the way to answer or to decide. */
import { Button } from '@mantine/core';
import { IconGavel, IconMessageCircleQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../access/session.ts';
import type { ShownFinding } from '../../api/shapes.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

/** The words of both sides. */
export function DisputeWords({ dispute }: { dispute: NonNullable<ShownFinding['dispute']> }) {
  const { dispute: words } = useReviewTexts();
  const own = useMay('dispute.open');
  const { text, resolution } = dispute;
  return (
    <div className={classes.dispute}>
      <p className={classes.text}>
        <span className={classes.muted}>{own ? words.own : words.operator}</span> {text}
      </p>
      {resolution && (
        <p className={classes.text}>
          <span className={classes.muted}>{words.answer(resolution.by.name)}</span> {resolution.text}
        </p>
      )}
    </div>
  );
}

interface DisputeButtonProps {
  finding: ShownFinding;
  /** Opens the dialog; null when the time is over, or the person has no say. */
  onOpen: ((finding: ShownFinding) => void) | null;
}

export function DisputeButton({ finding, onOpen }: DisputeButtonProps) {
  const { dispute: words } = useReviewTexts();
  const mayResolve = useMay('dispute.resolve');
  const { dispute } = finding;
  if (dispute?.state === 'open' && mayResolve) {
    return (
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<IconGavel size={15} aria-hidden />}
        renderRoot={(props) => <Link to="/disputes" search={{ open: dispute.id }} {...props} />}
      >
        {words.decide}
      </Button>
    );
  }
  if (dispute !== null || onOpen === null || !finding.certain || finding.review?.verdict === 'dismissed') return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconMessageCircleQuestion size={15} aria-hidden />}
      onClick={() => onOpen(finding)}
    >
      {words.open}
    </Button>
  );
}
