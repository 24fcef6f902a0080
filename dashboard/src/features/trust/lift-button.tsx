/** Proposes that an entry counts again: a person says why, and a draft of the lexicons is made of it. */
import { Button, Modal, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useRequestId } from '../../api/request-id.ts';
import { liftEntry } from '../../api/trust.ts';
import { saysSomething } from '../../components/says-something.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './trust.module.css';

export function LiftButton({ entry, name }: { entry: string; name: string }) {
  const texts = useTrustTexts();
  const all = useTexts();
  const tellFailure = useFailureToast();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const idOf = useRequestId();
  const lift = useMutation({
    mutationFn: liftEntry,
    onSuccess: (id) => {
      close();
      notifications.show({ message: texts.lifted, autoClose: 6000 });
      void navigate({ to: '/lexicons/drafts/$id', params: { id } });
    },
    onError: tellFailure(texts.failed),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saysSomething(reason) || lift.isPending) return;
    const asked = { key: entry, reason: reason.trim() };
    lift.mutate({ ...asked, id: idOf(asked) });
  };
  return (
    <>
      <Button variant="default" size="compact-sm" aria-label={texts.liftOf(name)} onClick={open}>
        {texts.lift}
      </Button>
      <Modal opened={opened} onClose={close} title={texts.liftTitle} closeButtonProps={{ 'aria-label': all.close }}>
        <form className={classes.form} onSubmit={submit}>
          <Text>{name}</Text>
          <Text className={classes.muted}>{texts.liftHint}</Text>
          <Textarea
            autosize
            minRows={2}
            maxLength={2_000}
            label={texts.why}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!saysSomething(reason)} loading={lift.isPending}>
            {texts.lift}
          </Button>
        </form>
      </Modal>
    </>
  );
}
