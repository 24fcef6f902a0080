/** The messages of a webhook and what became of them. */
import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFormat } from '../../access/session.ts';
import type { Webhook, WebhookMessage } from '../../api/shapes.ts';
import { retryWebhook, tryWebhook, webhookMessages } from '../../api/webhooks.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';

export function WebhookMessages({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
  const texts = useTexts();
  const words = texts.webhooks;
  const format = useFormat();
  const queries = useQueryClient();
  const asked = webhookMessages(hook.id);
  const messages = useQuery(asked);
  const again = () => queries.invalidateQueries({ queryKey: asked.queryKey });
  const onError = useFailureToast()(words.failed);
  const attempt = useMutation({ mutationFn: () => tryWebhook(hook.id), onSuccess: again, onError });
  const retry = useMutation({ mutationFn: () => retryWebhook(hook.id), onSuccess: again, onError });
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={words.messagesOf(hook.name)}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <Stack gap="md">
        <Group>
          <Button loading={attempt.isPending} onClick={() => attempt.mutate()}>
            {words.trial}
          </Button>
          <Button variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
            {words.retry}
          </Button>
        </Group>
        {messages.isPending && <PageLoader />}
        {messages.isError && <LoadError error={messages.error} onRetry={() => void messages.refetch()} />}
        {messages.data?.items.length === 0 && <Text>{words.noMessages}</Text>}
        {messages.data !== undefined && messages.data.items.length > 0 && (
          <ScrollTable cards framed label={words.messagesOf(hook.name)}>
            <Table verticalSpacing="xs" horizontalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.when}</Table.Th>
                  <Table.Th>{words.event}</Table.Th>
                  <Table.Th>{words.outcome}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {messages.data.items.map((message) => (
                  <Table.Tr key={message.id}>
                    <Table.Td>{format.moment(message.at)}</Table.Td>
                    <Table.Td>{words.eventNames[message.event] ?? message.event}</Table.Td>
                    <Table.Td>
                      <Outcome message={message} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
        )}
      </Stack>
    </Modal>
  );
}

function Outcome({ message }: { message: WebhookMessage }) {
  const { webhooks: words } = useTexts();
  if (message.deliveredAt !== null) return <Tone tone="good">{words.delivered}</Tone>;
  return (
    <>
      <Tone tone={message.nextTryAt === null ? 'bad' : 'warn'}>
        {message.nextTryAt === null ? words.givenUp : words.waits(message.attempts)}
      </Tone>
      {message.error !== null && <Text size="sm">{message.error}</Text>}
    </>
  );
}
