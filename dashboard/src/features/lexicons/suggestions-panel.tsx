/** What the lexicons might lack: frequent phrases, words that are dismissed again and again, proposals of disputes. */
import { Button, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat, useMay } from '../../access/session.ts';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import {
  closeProposal,
  isMoving,
  type Lexicons,
  listProposals,
  readSuggestions,
  type Suggestions,
  startSuggestions,
} from '../../api/lexicons.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import page from '../../components/tabbed-page.module.css';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import classes from './lexicons.module.css';
import { RunLine } from './run-line.tsx';

export function SuggestionsPanel({ drafts }: { drafts: Lexicons['drafts'] }) {
  const { suggestions: words, failed } = useLexiconTexts();
  const queries = useQueryClient();
  const tellFailure = useFailureToast();
  const found = useQuery(readSuggestions);
  const look = useMutation({
    mutationFn: startSuggestions,
    onError: tellFailure(failed),
    onSettled: () => queries.invalidateQueries({ queryKey: lexiconsKey }),
  });
  if (found.isPending) return <PageLoader />;
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  const { run, calls, phrases, dismissed } = found.data;
  return (
    <div className={page.panel}>
      <Text>{words.intro}</Text>
      {(run === null || !isMoving(run)) && (
        <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
          {words.look}
        </Button>
      )}
      {run !== null && run.state !== 'done' && <RunLine key={run.id} run={run} />}
      <Title order={2} size="h3">
        {words.phrases}
      </Title>
      <Text className={page.muted}>{calls === null ? words.never : words.lookedAt(calls)}</Text>
      {calls !== null && phrases.length === 0 && <Text>{words.none}</Text>}
      {phrases.length > 0 && <Phrases phrases={phrases} />}
      <Title order={2} size="h3">
        {words.dismissed}
      </Title>
      <Text className={page.muted}>{words.dismissedIntro}</Text>
      {dismissed.length === 0 ? (
        <Text>{words.nothingDismissed}</Text>
      ) : (
        <Dismissed dismissed={dismissed} draft={drafts[0]?.id} />
      )}
      <Proposals />
    </div>
  );
}

function Framed({ label, heads, children }: { label: string; heads: readonly string[]; children: ReactNode }) {
  return (
    <ScrollTable cards framed label={label}>
      <Table verticalSpacing={6} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function Moment({ callId, start }: { callId: string; start: number }) {
  const { summary } = useLexiconTexts();
  const format = useFormat();
  return (
    <Link to="/calls/$id" params={{ id: callId }} search={{ t: start }}>
      {summary.listen(format.clock(start), '')}
    </Link>
  );
}

function Phrases({ phrases }: { phrases: Suggestions['phrases'] }) {
  const { suggestions: words } = useLexiconTexts();
  const format = useFormat();
  return (
    <Framed label={words.phrases} heads={[words.phrase, words.times, words.inCalls, words.example]}>
      {phrases.map(({ phrase, count, calls, callId, start }) => (
        <Table.Tr key={phrase}>
          <Table.Td className={page.wide}>{phrase}</Table.Td>
          <Table.Td>{format.whole(count)}</Table.Td>
          <Table.Td>{format.whole(calls)}</Table.Td>
          <Table.Td>
            <Moment callId={callId} start={start} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Framed>
  );
}

function Dismissed({ dismissed, draft }: { dismissed: Suggestions['dismissed']; draft: string | undefined }) {
  const { suggestions: words } = useLexiconTexts();
  const rules: Record<string, string> = useTexts().rules;
  return (
    <>
      {draft === undefined && <Text>{words.makeDraft}</Text>}
      <Framed label={words.dismissed} heads={[words.words, words.rule, words.times2, words.example, words.addTo]}>
        {dismissed.map((one) => (
          <Table.Tr key={`${one.entry} ${one.text}`}>
            <Table.Td className={page.wide}>«{one.text}»</Table.Td>
            <Table.Td>{rules[one.rule] ?? one.rule}</Table.Td>
            <Table.Td>
              {one.dismissed} / {one.confirmed}
            </Table.Td>
            <Table.Td className={page.wide}>
              {one.examples.map(({ callId, start, sentence }) => (
                <div key={`${callId} ${start}`}>
                  {sentence} <Moment callId={callId} start={start} />
                </div>
              ))}
            </Table.Td>
            <Table.Td>
              {draft !== undefined && one.item !== null && (
                <Link
                  to="/lexicons/drafts/$id"
                  params={{ id: draft }}
                  search={{ file: one.item.file, q: one.item.id, miss: one.examples[0]?.sentence.slice(0, 500) }}
                >
                  {one.item.id}
                </Link>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Framed>
    </>
  );
}

function Proposals() {
  const { suggestions: words, failed } = useLexiconTexts();
  const queries = useQueryClient();
  const tellFailure = useFailureToast();
  const mayRead = useMay('proposal.read');
  const mayClose = useMay('proposal.close');
  const proposals = useQuery({ ...listProposals, enabled: mayRead });
  const close = useMutation({
    mutationFn: ({ id, state }: { id: string; state: 'done' | 'declined' }) => closeProposal(id, state),
    onError: tellFailure(failed),
    onSettled: () => queries.invalidateQueries({ queryKey: listProposals.queryKey }),
  });
  if (!proposals.isSuccess) return null;
  const open = proposals.data.items.filter(({ state }) => state === 'open');
  return (
    <>
      <Title order={2} size="h3">
        {words.proposals}
      </Title>
      {open.length === 0 ? (
        <Text>{words.noProposals}</Text>
      ) : (
        <ul className={classes.samples}>
          {open.map(({ id, text, entry, reason, by, callId }) => (
            <li key={id}>
              <Link to="/calls/$id" params={{ id: callId }}>
                «{text}»
              </Link>{' '}
              <span className={page.muted}>{entry}</span> – {reason} <span className={page.muted}>{by.name}</span>
              {mayClose && (
                <div className={page.row}>
                  <Button size="compact-sm" variant="default" onClick={() => close.mutate({ id, state: 'done' })}>
                    {words.proposalDone}
                  </Button>
                  <Button size="compact-sm" variant="default" onClick={() => close.mutate({ id, state: 'declined' })}>
                    {words.proposalDeclined}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
