/** Deciding a dispute: the whole utterance, the answer to the operator, accept or reject. */
import { Button, Checkbox, Loader, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDraft } from '../../access/use-draft.ts';
import { disputesKey } from '../../api/desk-keys.ts';
import { readDispute, resolveDispute } from '../../api/disputes.ts';
import { readReview } from '../../api/review.ts';
import type { Dispute, DisputeDetails } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { saysSomething } from '../../components/says-something.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './disputes.module.css';

export function DisputeDecision({ dispute }: { dispute: Dispute }) {
  const { loading } = useTexts();
  const details = useQuery(readDispute(dispute.id));
  if (details.isPending) return <Loader size="sm" role="status" aria-label={loading} />;
  if (details.data) return <DecisionForm dispute={details.data} />;
  return <LoadError error={details.error} onRetry={() => void details.refetch()} />;
}

function DecisionForm({ dispute }: { dispute: DisputeDetails }) {
  const tellFailure = useFailureToast();
  const { disputes } = useOperatorTexts();
  const queries = useQueryClient();
  const [text, setText] = useDraft(`dispute-answer.${dispute.id}`);
  const [propose, setPropose] = useState(false);
  /** Of this decision: pressed again after a lost answer, it is the same one. */
  const [id] = useState(() => crypto.randomUUID());
  const resolve = useMutation({
    mutationFn: (accepted: boolean) =>
      resolveDispute(dispute.id, {
        id,
        accepted,
        text: text.trim(),
        seenVersion: dispute.reviewVersion,
        proposeException: accepted && propose,
      }),
    onSuccess: ({ dispute: { state } }) => {
      setText('');
      notifications.show({
        color: 'green',
        message: state === 'accepted' ? disputes.accepted : disputes.rejected,
        autoClose: 5000,
      });
    },
    onError: tellFailure(disputes.failed),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: disputesKey }),
        queries.invalidateQueries({ queryKey: readReview(dispute.callId).queryKey }),
      ]),
  });
  const ready = saysSomething(text) && !resolve.isPending;
  return (
    <form className={classes.form} onSubmit={(event) => event.preventDefault()}>
      {dispute.utterance !== null && (
        <p className={classes.words}>
          <span className={classes.muted}>{disputes.utterance}</span> {dispute.utterance}
        </p>
      )}
      {dispute.replacement !== '' && (
        <p className={classes.words}>
          <span className={classes.muted}>{disputes.better}</span> {dispute.replacement}
          {dispute.section !== '' && <span className={classes.muted}> ({disputes.section(dispute.section)})</span>}
        </p>
      )}
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        label={disputes.answer}
        description={disputes.answerHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {dispute.finding.entry !== '' && (
        <Checkbox
          label={disputes.propose}
          checked={propose}
          onChange={(event) => setPropose(event.currentTarget.checked)}
        />
      )}
      <div className={classes.actions}>
        <Button
          variant="light"
          color="green"
          className={classes.accept}
          leftSection={<IconCheck size={17} aria-hidden />}
          disabled={!ready}
          onClick={() => resolve.mutate(true)}
        >
          {disputes.accept}
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={17} aria-hidden />}
          disabled={!ready}
          onClick={() => resolve.mutate(false)}
        >
          {disputes.reject}
        </Button>
      </div>
    </form>
  );
}
