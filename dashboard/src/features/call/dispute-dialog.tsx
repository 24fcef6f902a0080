/** «Не согласен»: the operator's words about one finding. */
import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { useDraft } from '../../access/use-draft.ts';
import { disputesKey } from '../../api/desk-keys.ts';
import { openDispute } from '../../api/disputes.ts';
import { readReview } from '../../api/review.ts';
import type { ShownFinding } from '../../api/shapes.ts';
import { Failure } from '../../components/failure.tsx';
import { saysSomething } from '../../components/says-something.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

interface DisputeDialogProps {
  callId: string;
  finding: ShownFinding & { id: string };
  /** Until when the server takes it; ISO 8601. */
  until: string;
  onClose: () => void;
}

export function DisputeDialog({ callId, finding, until, onClose }: DisputeDialogProps) {
  const texts = useTexts();
  const { dispute } = useReviewTexts();
  const format = useFormat();
  const queries = useQueryClient();
  const [text, setText] = useDraft(`dispute.${finding.id}`);
  const [id] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () => openDispute({ id, callId, findingId: finding.id, text: text.trim() }),
    onSuccess: () => {
      setText('');
      void queries.invalidateQueries({ queryKey: readReview(callId).queryKey });
      void queries.invalidateQueries({ queryKey: disputesKey });
      notifications.show({ message: dispute.sent, autoClose: 4000 });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (saysSomething(text) && !send.isPending) send.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={dispute.title}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form onSubmit={submit}>
        <Text size="sm">
          «{finding.text}» · {texts.rules[finding.rule]}
        </Text>
        <Textarea
          mt="sm"
          data-autofocus
          autosize
          minRows={3}
          maxRows={10}
          maxLength={2_000}
          label={dispute.label}
          description={dispute.hint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) submit(event);
          }}
        />
        <Text size="sm" className={classes.muted} mt="xs">
          {dispute.until(format.moment(until))}
        </Text>
        <Failure title={dispute.failed} error={send.error} />
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={send.isPending} disabled={!saysSomething(text)}>
            {dispute.send}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
