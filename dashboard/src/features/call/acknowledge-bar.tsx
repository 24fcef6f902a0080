/** «Ознакомлен»: the operator has seen the score of this call; the supervisor sees that it was seen. */
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFormat, useMay } from '../../access/session.ts';
import { acknowledgeCall, readReview } from '../../api/review.ts';
import type { CallReview } from '../../api/shapes.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

export function AcknowledgeBar({ review }: { review: CallReview }) {
  const tellFailure = useFailureToast();
  const { acknowledge: words, dispute } = useReviewTexts();
  const format = useFormat();
  const queries = useQueryClient();
  const mayAcknowledge = useMay('review.acknowledge');
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeCall(review.callId),
    onSuccess: (now) => queries.setQueryData(readReview(review.callId).queryKey, now),
    onError: tellFailure(words.failed),
  });
  if (!mayAcknowledge) return null;
  const { acknowledgedAt, disputeUntil } = review;
  const until = format.moment(disputeUntil);
  const isOver = Date.parse(disputeUntil) < Date.now();
  return (
    <div className={classes.foot}>
      <span className={classes.by}>
        {acknowledgedAt !== null && <>{words.done(format.moment(acknowledgedAt))}. </>}
        {isOver ? dispute.over(until) : dispute.until(until)}
      </span>
      {acknowledgedAt === null && (
        <Button
          size="compact-sm"
          title={words.hint}
          leftSection={<IconCheck size={15} aria-hidden />}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate()}
        >
          {words.button}
        </Button>
      )}
    </div>
  );
}
