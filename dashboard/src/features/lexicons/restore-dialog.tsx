/** Taking an earlier version back: its content becomes the next version. */
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { restoreVersion } from '../../api/lexicons.ts';
import { Failure } from '../../components/failure.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';

export function RestoreDialog({ number, seq, onClose }: { number: number; seq: number; onClose: () => void }) {
  const texts = useTexts();
  const words = useLexiconTexts();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const restore = useMutation({
    mutationFn: () => restoreVersion(number, seq, comment),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: lexiconsKey });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={words.restoreOf(number)} closeButtonProps={{ 'aria-label': texts.close }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (comment.trim() !== '') restore.mutate();
        }}
      >
        <Stack gap="md">
          <Text>{words.restoreHint}</Text>
          <Failure title={words.failed} error={restore.error} />
          <TextInput
            label={words.restoreComment}
            value={comment}
            required
            maxLength={500}
            data-autofocus
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button type="submit" loading={restore.isPending} disabled={comment.trim() === ''}>
            {words.restore}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
