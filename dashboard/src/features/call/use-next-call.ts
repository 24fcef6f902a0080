/** Going through the queue from call to call: the next one is fetched while this one is reviewed. */
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { queuePlace } from '../../access/queue-place.ts';
import { useMay } from '../../access/session.ts';
import { nextInQueue } from '../../api/queue.ts';
import { readCall } from '../../api/read-call.ts';
import { readReview, submitReview } from '../../api/review.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';

export function useNextCall(callId: string) {
  const tellFailure = useFailureToast();
  const { finish } = useReviewTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const mayRead = useMay('queue.read');
  const query = nextInQueue(queuePlace(), callId);
  const { data: next = null } = useQuery({ ...query, enabled: mayRead });

  useEffect(() => {
    if (next === null) return;
    void queries.prefetchQuery(readCall(next));
    void queries.prefetchQuery(readReview(next));
  }, [next, queries]);

  const goOn = () => {
    if (next !== null) return void navigate({ to: '/calls/$id', params: { id: next } });
    notifications.show({ message: finish.noMore, autoClose: 4000 });
  };
  /** Of the pressing that has no answer yet: pressed again after a lost line, it is the same one. */
  const request = useRef<{ callId: string; id: string } | null>(null);
  const submit = useMutation({
    mutationFn: () => {
      if (request.current?.callId !== callId) request.current = { callId, id: crypto.randomUUID() };
      return submitReview(callId, request.current.id);
    },
    onSuccess: (review) => {
      request.current = null;
      queries.setQueryData(readReview(callId).queryKey, review);
      goOn();
    },
    onError: tellFailure(finish.failed),
  });
  return {
    hasNext: next !== null,
    goOn,
    goBack: () => router.history.back(),
    submit: () => {
      if (!submit.isPending) submit.mutate();
    },
    submitting: submit.isPending,
  };
}
