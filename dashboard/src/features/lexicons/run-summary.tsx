/** What a run changed, or would change: findings by entry, criteria, scores by operator, places to hear. */
import { Button, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useFormat, useMay } from '../../access/session.ts';
import type { RunSummary } from '../../api/lexicons.ts';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import classes from './lexicons.module.css';

const firstRows = 10;

export function RunSummaryView({ summary }: { summary: RunSummary }) {
  const { summary: words } = useLexiconTexts();
  const format = useFormat();
  const { calls, findings, score, dryRun, estimate } = summary;
  const scoreText = (value: number | null) => (value === null ? '–' : format.score(value));
  if (calls.changed === 0) return <Text>{estimate ? words.nothingSampled(estimate) : words.nothing}</Text>;
  const added = dryRun ? words.added(findings.added) : words.addedDone(findings.added);
  const removed = dryRun ? words.removed(findings.removed) : words.removedDone(findings.removed);
  return (
    <div className={classes.list}>
      <Title order={3} size="h4">
        {estimate ? words.estimated : dryRun ? words.title : words.done}
      </Title>
      {estimate && <Text className={classes.muted}>{words.sampled(estimate.sampled)}</Text>}
      <Text>
        {estimate
          ? words.callsAbout(calls.changed, estimate)
          : (dryRun ? words.calls : words.callsDone)(calls.changed, calls.seen)}{' '}
        {estimate ? words.findingsAbout(findings.added, findings.removed) : `${added}. ${removed}.`}{' '}
        {`${words.score}: ${scoreText(score.before)} → ${scoreText(score.after)}.`}
      </Text>
      <Rows
        title={words.entries}
        heads={[words.entry, words.plus, words.minus]}
        rows={summary.entries.map(({ entry, added, removed }) => [
          ...[entry, signed(added, format.whole), signed(-removed, format.whole)],
        ])}
      />
      <Rows
        title={words.operators}
        heads={[words.operator, words.n, words.before, words.after]}
        rows={summary.operators.map(({ id, name, n, before, after }) => [
          ...[name || id || '–', format.whole(n), scoreText(before), scoreText(after)],
        ])}
      />
      <Rows
        title={words.criteria}
        heads={[words.criterion, words.n, words.failedMore, words.points]}
        rows={summary.criteria.map(({ title, changed, failed, points }) => [
          ...[title, format.whole(changed), signed(failed, format.whole), signed(points, format.score)],
        ])}
      />
      <Samples samples={summary.samples} />
    </div>
  );
}

const signed = (value: number, text: (value: number) => string): string =>
  value === 0 ? '0' : `${value > 0 ? '+' : '−'}${text(Math.abs(value))}`;

function Rows({ title, heads, rows }: { title: string; heads: readonly string[]; rows: readonly string[][] }) {
  const { summary: words } = useLexiconTexts();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return null;
  const shown: ReactNode[] = (all ? rows : rows.slice(0, firstRows)).map((cells) => (
    <Table.Tr key={cells.join(' ')}>
      {cells.map((cell, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
        <Table.Td key={i} className={i === 0 ? classes.wide : classes.numbers}>
          {cell}
        </Table.Td>
      ))}
    </Table.Tr>
  ));
  return (
    <div>
      <Title order={4} size="h5">
        {title}
      </Title>
      <ScrollTable framed label={title}>
        <Table verticalSpacing={4} horizontalSpacing="sm" aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              {heads.map((head, i) => (
                <Table.Th key={head} className={i === 0 ? undefined : classes.numbers}>
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{shown}</Table.Tbody>
        </Table>
      </ScrollTable>
      {!all && rows.length > firstRows && (
        <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
          {words.more(rows.length - firstRows)}
        </Button>
      )}
    </div>
  );
}

function Samples({ samples }: { samples: RunSummary['samples'] }) {
  const { summary: words } = useLexiconTexts();
  const format = useFormat();
  const mayRead = useMay('call.read');
  if (samples.length === 0) return null;
  return (
    <div>
      <Title order={4} size="h5">
        {words.samples}
      </Title>
      <ul className={classes.samples}>
        {samples.map(({ change, callId, call, start, entry, text, sentence }) => (
          <li key={`${callId} ${start} ${change}`}>
            <div className={classes.muted}>{words.sample(change, entry)}</div>
            <div>
              «{text}» – {sentence}
            </div>
            {mayRead && (
              <Link to="/calls/$id" params={{ id: callId }} search={{ t: start }}>
                {words.listen(format.clock(start), call)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
