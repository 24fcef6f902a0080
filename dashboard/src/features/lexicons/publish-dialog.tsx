/** Publishing a draft: what it changes, what its dry run said, and a word for those who come later. */
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { type LexiconDraft, publishDraft } from '../../api/lexicons.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { RunResult } from './dry-run-panel.tsx';

export function PublishDialog({ draft, onClose }: { draft: LexiconDraft; onClose: () => void }) {
  const texts = useTexts();
  const words = useLexiconTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [comment, setComment] = useState(draft.comment);
  const tried = draft.dryRun?.state === 'done' && !draft.dryRun.stale ? draft.dryRun.id : null;
  const publish = useMutation({
    mutationFn: () => publishDraft(draft.id, draft.version, comment),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: lexiconsKey });
      await navigate({ to: '/lexicons' });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={words.publishTitle}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (comment.trim() !== '') publish.mutate();
        }}
      >
        <Stack gap="md">
          <Text>
            {words.edits(draft.changes.length)}. {words.publishHint}
          </Text>
          {tried === null && <Notice tone="warn">{words.noDryRun}</Notice>}
          <Failure title={words.failed} error={publish.error} />
          <TextInput
            label={words.publishComment}
            value={comment}
            required
            maxLength={500}
            data-autofocus
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button type="submit" loading={publish.isPending} disabled={comment.trim() === ''}>
            {words.publish}
          </Button>
          {tried !== null && <RunResult id={tried} />}
        </Stack>
      </form>
    </Modal>
  );
}
