/** A person's request: what is kept of a number, its deletion, the word of a second person, the acts. */
import { Button, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { actUrl, decideDeletion, findCallsOf, listDeletions, requestDeletion } from '../../api/retention.ts';
import type { Deletion, FoundCalls } from '../../api/shapes.ts';
import { errorLine } from '../../components/error-line.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import classes from '../../components/tabbed-page.module.css';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';

export function PrivacyPanel() {
  const texts = useTexts();
  const words = texts.protection;
  const queries = useQueryClient();
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const find = useMutation({ mutationFn: findCallsOf });
  const remove = useMutation({
    mutationFn: requestDeletion,
    onSuccess: () => {
      find.reset();
      setReason('');
      return queries.invalidateQueries({ queryKey: listDeletions.queryKey });
    },
  });
  const failure = find.error ?? remove.error;
  return (
    <div className={classes.panel}>
      <form
        className={classes.row}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          remove.reset();
          find.mutate(number);
        }}
      >
        <TextInput label={words.number} value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
        <Button type="submit" loading={find.isPending} disabled={number.trim() === ''}>
          {words.find}
        </Button>
      </form>
      <div role="status">
        {failure && (
          <Notice tone="bad" title={words.failed}>
            {errorLine(failure, texts)}
          </Notice>
        )}
        {remove.isSuccess && <Notice tone="good" title={words.requested} />}
        {find.data?.items.length === 0 && <Text>{words.nobody}</Text>}
      </div>
      {find.data && find.data.items.length > 0 && (
        <>
          <FoundTable found={find.data} />
          {find.data.needsSecond && <Notice tone="warn" title={words.needsSecond} />}
          <form
            className={classes.row}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              remove.mutate({ number, reason });
            }}
          >
            <TextInput label={words.reason} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
            <Button type="submit" color="red" loading={remove.isPending} disabled={reason.trim().length < 5}>
              {words.deleteAll}
            </Button>
          </form>
        </>
      )}
      <Deletions />
    </div>
  );
}

function FoundTable({ found }: { found: FoundCalls }) {
  const { protection: words } = useTexts();
  return (
    <ScrollTable cards framed label={words.foundCalls}>
      <Table verticalSpacing="xs" horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.call, words.day, words.operator, words.foundIn, words.hold].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.items.map((call) => (
            <Table.Tr key={call.id}>
              <Table.Td className={classes.wide}>{call.externalId}</Table.Td>
              <Table.Td>{call.day}</Table.Td>
              <Table.Td>{call.operatorName ?? '–'}</Table.Td>
              <Table.Td>{call.foundIn.map((place) => words.places[place]).join(', ')}</Table.Td>
              <Table.Td>{call.held ? words.held : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function Deletions() {
  const { protection: words } = useTexts();
  const deletions = useQuery(listDeletions);
  if (deletions.isPending) return <PageLoader />;
  if (deletions.isError) return <LoadError error={deletions.error} onRetry={() => void deletions.refetch()} />;
  if (deletions.data.items.length === 0) return <Text className={classes.muted}>{words.noDeletions}</Text>;
  return (
    <ScrollTable cards framed label={words.deletions}>
      <Table verticalSpacing="xs" horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.when, words.ground, words.who, words.calls, words.state, words.act].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deletions.data.items.map((one) => (
            <DeletionRow key={one.id} one={one} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function DeletionRow({ one }: { one: Deletion }) {
  const { protection: words } = useTexts();
  const format = useFormat();
  const queries = useQueryClient();
  const tellFailure = useFailureToast();
  const decide = useMutation({
    mutationFn: decideDeletion,
    onError: tellFailure(words.failed),
    onSettled: () => queries.invalidateQueries({ queryKey: listDeletions.queryKey }),
  });
  return (
    <Table.Tr>
      <Table.Td>{format.moment(one.requestedAt)}</Table.Td>
      <Table.Td className={classes.wide}>{one.ground}</Table.Td>
      <Table.Td>{[one.requestedLogin, one.approvedLogin].filter(Boolean).join(' → ')}</Table.Td>
      <Table.Td>{format.whole(one.calls)}</Table.Td>
      <Table.Td>
        <Tone tone={one.state === 'finished' ? 'good' : one.state === 'rejected' ? 'bad' : 'warn'}>
          {words.states[one.state]}
        </Tone>
      </Table.Td>
      <Table.Td>
        {one.state === 'finished' && (
          <div className={classes.row}>
            {(['txt', 'json', 'csv'] as const).map((kind) => (
              <a key={kind} href={actUrl(one.id, kind)} download>
                {words.actKinds[kind]}
              </a>
            ))}
          </div>
        )}
        {one.state === 'asked' && (
          <div className={classes.row}>
            {!one.mine && (
              <Button size="compact-sm" color="red" onClick={() => decide.mutate({ id: one.id, agree: true })}>
                {words.agree}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => decide.mutate({ id: one.id, agree: false })}>
              {words.refuse}
            </Button>
          </div>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
