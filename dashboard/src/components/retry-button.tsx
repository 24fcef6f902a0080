/** Sets a call that ended badly going again. */
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay } from '../access/session.ts';
import { callListsKey } from '../api/list-calls.ts';
import { readCall } from '../api/read-call.ts';
import { retryCall } from '../api/retry-call.ts';
import type { CallSummary } from '../api/shapes.ts';
import { useTexts } from '../i18n/language.tsx';
import classes from './retry-button.module.css';
import { useFailureToast } from './use-failure-toast.ts';

export function RetryButton({ call }: { call: CallSummary }) {
  const texts = useTexts();
  const tellFailure = useFailureToast();
  const queries = useQueryClient();
  const mayRetry = useMay('call.retry');
  const retry = useMutation({
    mutationFn: () => retryCall(call.id),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: callListsKey }),
        queries.invalidateQueries({ queryKey: readCall(call.id).queryKey }),
      ]),
    onError: tellFailure(texts.list.retryFailed),
  });
  if (!mayRetry || (call.state !== 'failed' && call.state !== 'refused')) return null;
  return (
    <Button
      size="xs"
      variant="default"
      className={classes.button}
      leftSection={<IconRefresh size={15} aria-hidden />}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
      aria-label={texts.list.retryOf(call.externalId)}
    >
      {texts.retry}
    </Button>
  );
}
