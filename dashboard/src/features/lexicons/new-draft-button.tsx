/** A new draft from the version in force: what it is for, and on to its page. */
import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { createDraft, readLexicons } from '../../api/lexicons.ts';
import { useRequestId } from '../../api/request-id.ts';
import { Failure } from '../../components/failure.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';

export function NewDraftButton({ from }: { from: string }) {
  const texts = useTexts();
  const words = useLexiconTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const [comment, setComment] = useState('');
  const idOf = useRequestId();
  const create = useMutation({
    mutationFn: () => createDraft({ id: idOf({ from, comment }), from, comment }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: readLexicons.queryKey });
      await navigate({ to: '/lexicons/drafts/$id', params: { id } });
    },
  });
  return (
    <>
      <Button onClick={() => setOpened(true)}>{words.newDraft}</Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={words.newDraft}
        closeButtonProps={{ 'aria-label': texts.close }}
      >
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Stack gap="md">
            <Failure title={words.failed} error={create.error} />
            <TextInput
              label={words.draftComment}
              value={comment}
              maxLength={500}
              data-autofocus
              onChange={(event) => setComment(event.currentTarget.value)}
            />
            <Button type="submit" loading={create.isPending}>
              {words.create}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
