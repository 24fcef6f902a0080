/** A dialog that makes something with a secret: its fields, and then the secret, shown once. */
import { Button, Modal, Stack } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure } from '../../components/failure.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { ShownOnce } from './shown-once.tsx';

interface SecretDialogProps {
  title: string;
  /** What the secret is called. */
  secretTitle: string;
  /** Said when it could not be made. */
  failed: string;
  /** On the button. */
  submit: string;
  /** Makes it; its answer is the secret. */
  create: UseMutationResult<string, Error, void>;
  onClose: () => void;
  /** The fields. */
  children: ReactNode;
}

export function SecretDialog({ title, secretTitle, failed, submit, create, onClose, children }: SecretDialogProps) {
  const texts = useTexts();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': texts.close }}>
      {create.isSuccess ? (
        <ShownOnce title={secretTitle} secret={create.data} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Stack gap="md">
            <Failure title={failed} error={create.error} />
            {children}
            <Button type="submit" loading={create.isPending}>
              {submit}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
