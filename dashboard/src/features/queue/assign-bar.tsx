/** Many selected calls to one reviewer: one request; what could not be assigned is listed. */
import { Button, NativeSelect, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { assignCalls, listReviewers } from '../../api/queue.ts';
import { queueKey } from '../../api/queue-keys.ts';
import { sentence } from '../../components/error-line.ts';
import { Notice } from '../../components/notice.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './queue.module.css';

/** The value of the select for «nobody»; ids are UUIDs. */
const nobody = 'nobody';

export function AssignBar({ callIds, onDone }: { callIds: string[]; onDone: () => void }) {
  const tellFailure = useFailureToast();
  const { queue } = useReviewTexts();
  const queries = useQueryClient();
  const [to, setTo] = useState('');
  const { data: reviewers } = useQuery(listReviewers);
  const assign = useMutation({
    mutationFn: () => assignCalls(callIds, to === nobody ? null : to),
    onSuccess: ({ assigned, failed }) => {
      void queries.invalidateQueries({ queryKey: queueKey });
      notifications.show({ message: queue.assignDone(assigned), autoClose: 4000 });
      if (failed.length === 0) onDone();
    },
    onError: tellFailure(queue.assignFailed),
  });
  const failed = assign.data?.failed ?? [];
  return (
    <section className={classes.assign} aria-label={queue.assign}>
      <Text fw={600} role="status">
        {queue.selected(callIds.length)}
      </Text>
      <NativeSelect
        aria-label={queue.assignTo}
        value={to}
        data={[
          { value: '', label: queue.assignTo },
          ...(reviewers?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          { value: nobody, label: queue.toNobody },
        ]}
        onChange={({ currentTarget: { value } }) => setTo(value)}
      />
      <Button loading={assign.isPending} disabled={to === ''} onClick={() => assign.mutate()}>
        {queue.assign}
      </Button>
      <Button variant="default" onClick={onDone}>
        {queue.clear}
      </Button>
      {failed.length > 0 && (
        <Notice tone="bad" role="alert" title={queue.assignFailed}>
          <ul>
            {failed.map(({ id, message }) => (
              <li key={id}>
                {id}: {sentence(message)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}
