/** Comments and answers to criteria on their way: kept and sent again like decisions, each once. */
import { useQueryClient } from '@tanstack/react-query';
import { addComment, listComments } from '../../api/comments.ts';
import { type Override, overrideCriterion, readReview, reviewOfConflict } from '../../api/review.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { type Outbox, useOutbox } from './use-outbox.ts';

export interface NewComment {
  id: string;
  /** Of the recording. */
  second: number;
  text: string;
}

export interface Said {
  comments: Outbox<NewComment>;
  criteria: Outbox<Override>;
}

export function useSaid(callId: string): Said {
  const tellFailure = useFailureToast();
  const { comments, answer } = useReviewTexts();
  const queries = useQueryClient();
  return {
    comments: useOutbox<NewComment, Awaited<ReturnType<typeof addComment>>>({
      name: `comments.${callId}`,
      idOf: ({ id }) => id,
      send: (comment) => addComment(callId, comment),
      onSent: (list) => void queries.setQueryData(listComments(callId).queryKey, list),
      onRefused: tellFailure(comments.failed),
    }),
    criteria: useOutbox<Override, Awaited<ReturnType<typeof overrideCriterion>>>({
      name: `criteria.${callId}`,
      idOf: ({ id }) => id,
      send: (override) => overrideCriterion(callId, override),
      onSent: (review) => void queries.setQueryData(readReview(callId).queryKey, review),
      onRefused: (error) => {
        const now = reviewOfConflict(error);
        if (now) queries.setQueryData(readReview(callId).queryKey, now);
        tellFailure(answer.failed)(error);
      },
    }),
  };
}
