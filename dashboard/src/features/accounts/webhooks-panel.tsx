/** Webhooks: other programs that are told of what happens to calls. */
import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '../../api/shapes.ts';
import { listWebhooks, removeWebhook, switchWebhook } from '../../api/webhooks.ts';
import { Failure } from '../../components/failure.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import classes from '../../components/tabbed-page.module.css';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhookMessages } from './webhook-messages.tsx';

export function WebhooksPanel() {
  const { webhooks: words } = useTexts();
  const hooks = useQuery(listWebhooks);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<Webhook | null>(null);
  const [removing, setRemoving] = useState<Webhook | null>(null);
  if (hooks.isPending) return <PageLoader />;
  if (hooks.isError) return <LoadError error={hooks.error} onRetry={() => void hooks.refetch()} />;
  return (
    <div className={classes.panel}>
      <Text>{words.intro}</Text>
      <Group>
        <Button onClick={() => setAdding(true)}>{words.add}</Button>
      </Group>
      {hooks.data.items.length === 0 ? (
        <Text>{words.none}</Text>
      ) : (
        <ScrollTable cards framed label={words.tab}>
          <Table verticalSpacing="xs" horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.name}</Table.Th>
                <Table.Th>{words.url}</Table.Th>
                <Table.Th>{words.events}</Table.Th>
                <Table.Th>{words.state}</Table.Th>
                <Table.Th>{words.actions}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {hooks.data.items.map((hook) => (
                <HookRow key={hook.id} hook={hook} onShow={() => setShown(hook)} onRemove={() => setRemoving(hook)} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      {adding && <WebhookDialog events={hooks.data.events} onClose={() => setAdding(false)} />}
      {shown && <WebhookMessages hook={shown} onClose={() => setShown(null)} />}
      {removing && <RemoveDialog hook={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

function HookRow({ hook, onShow, onRemove }: { hook: Webhook; onShow: () => void; onRemove: () => void }) {
  const { webhooks: words } = useTexts();
  const queries = useQueryClient();
  const tellFailure = useFailureToast();
  const toggle = useMutation({
    mutationFn: switchWebhook,
    onSuccess: () => queries.invalidateQueries({ queryKey: listWebhooks.queryKey }),
    onError: tellFailure(words.failed),
  });
  return (
    <Table.Tr>
      <Table.Td>{hook.name}</Table.Td>
      <Table.Td>{hook.url}</Table.Td>
      <Table.Td>{hook.events.map((event) => words.eventNames[event] ?? event).join(', ')}</Table.Td>
      <Table.Td>
        <Tone tone={hook.active ? 'good' : 'neutral'}>{hook.active ? words.on : words.off}</Tone>
      </Table.Td>
      <Table.Td>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={onShow}>
            {words.messages}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            loading={toggle.isPending}
            onClick={() => toggle.mutate({ id: hook.id, active: !hook.active })}
          >
            {hook.active ? words.turnOff : words.turnOn}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onRemove}>
            {words.remove}
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function RemoveDialog({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const texts = useTexts();
  const words = texts.webhooks;
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeWebhook(hook.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: listWebhooks.queryKey });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={words.remove} closeButtonProps={{ 'aria-label': texts.close }}>
      <Stack gap="md">
        <Failure title={words.failed} error={remove.error} />
        <Text>{words.removeOf(hook.name)}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
