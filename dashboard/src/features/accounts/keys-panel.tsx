/** Keys of machines: made with a purpose and an end, shown once, revoked at once. */
import { Anchor, Button, Checkbox, Group, NumberInput, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { createKey, listKeys, revokeKey } from '../../api/api-keys.ts';
import { useRequestId } from '../../api/request-id.ts';
import type { ApiKey } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import classes from '../../components/tabbed-page.module.css';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { SecretDialog } from './secret-dialog.tsx';

export function KeysPanel() {
  const { accounts: words } = useTexts();
  const keys = useQuery(listKeys);
  const [adding, setAdding] = useState(false);
  if (keys.isPending) return <PageLoader />;
  if (keys.isError) return <LoadError error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <div className={classes.panel}>
      <Group>
        <Button onClick={() => setAdding(true)}>{words.add}</Button>
        <Anchor href="/api/docs" target="_blank" rel="noreferrer">
          {words.apiPage}
        </Anchor>
      </Group>
      {keys.data.items.length === 0 ? (
        <Text>{words.noKeys}</Text>
      ) : (
        <ScrollTable cards framed label={words.tabs.keys}>
          <Table verticalSpacing="xs" horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.keyName}</Table.Th>
                <Table.Th>{words.scopes}</Table.Th>
                <Table.Th>{words.expires}</Table.Th>
                <Table.Th>{words.state}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {keys.data.items.map((key) => (
                <Key key={key.id} entry={key} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      {adding && <KeyDialog scopes={keys.data.scopes} onClose={() => setAdding(false)} />}
    </div>
  );
}

function Key({ entry }: { entry: ApiKey }) {
  const { accounts: words } = useTexts();
  const format = useFormat();
  const queries = useQueryClient();
  const tellFailure = useFailureToast();
  const revoke = useMutation({
    mutationFn: revokeKey,
    onSuccess: () => queries.invalidateQueries({ queryKey: listKeys.queryKey }),
    onError: tellFailure(words.failed),
  });
  const expired = Date.parse(entry.expiresAt) < Date.now();
  return (
    <Table.Tr>
      <Table.Td>{entry.name}</Table.Td>
      <Table.Td>{entry.scopes.map((scope) => words.grantNames[scope] ?? scope).join(', ')}</Table.Td>
      <Table.Td>{format.moment(entry.expiresAt)}</Table.Td>
      <Table.Td>
        {entry.revokedAt !== null || expired ? (
          <Tone tone="bad">{entry.revokedAt === null ? words.expired : words.revoked}</Tone>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            loading={revoke.isPending}
            onClick={() => revoke.mutate(entry.id)}
          >
            {words.revoke}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function KeyDialog({ scopes, onClose }: { scopes: ApiKey['scopes']; onClose: () => void }) {
  const { accounts: words } = useTexts();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['call.upload']);
  const [days, setDays] = useState<string | number>(365);
  const idOf = useRequestId();
  const create = useMutation({
    mutationFn: () => {
      const key = { name, scopes: chosen as ApiKey['scopes'], days: Number(days) };
      return createKey({ ...key, id: idOf(key) });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: listKeys.queryKey }),
  });
  return (
    <SecretDialog
      title={words.newKey}
      secretTitle={words.keySecret}
      failed={words.failed}
      submit={words.add}
      create={create}
      onClose={onClose}
    >
      <TextInput label={words.keyName} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Checkbox.Group label={words.scopes} value={chosen} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={words.grantNames[scope] ?? scope} />
          ))}
        </Stack>
      </Checkbox.Group>
      <NumberInput label={words.days} min={1} max={730} allowDecimal={false} value={days} onChange={setDays} />
    </SecretDialog>
  );
}
