/** A new webhook: where to, what of, how much; its key is shown once. */
import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRequestId } from '../../api/request-id.ts';
import type { NewWebhook } from '../../api/shapes.ts';
import { createWebhook, listWebhooks } from '../../api/webhooks.ts';
import { useTexts } from '../../i18n/language.tsx';
import { SecretDialog } from './secret-dialog.tsx';

export function WebhookDialog({ events, onClose }: { events: NewWebhook['events']; onClose: () => void }) {
  const { webhooks: words } = useTexts();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<string[]>(['call.scored']);
  const [details, setDetails] = useState(false);
  const idOf = useRequestId();
  const create = useMutation({
    mutationFn: () => {
      const hook = { name, url, events: events.filter((event) => chosen.includes(event)), details };
      return createWebhook({ ...hook, id: idOf(hook) });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: listWebhooks.queryKey }),
  });
  return (
    <SecretDialog
      title={words.add}
      secretTitle={words.key}
      failed={words.failed}
      submit={words.add}
      create={create}
      onClose={onClose}
    >
      <TextInput label={words.name} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput
        label={words.url}
        description={words.urlHint}
        inputMode="url"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group label={words.events} value={chosen} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {events.map((event) => (
            <Checkbox key={event} value={event} label={words.eventNames[event] ?? event} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox label={words.details} checked={details} onChange={(event) => setDetails(event.currentTarget.checked)} />
    </SecretDialog>
  );
}
