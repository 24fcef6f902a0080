/** One rule or entry: its figures with intervals, whether it counts, and its examples. */
import { Button, Loader, Table } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMay } from '../../access/session.ts';
import type { TrustItem } from '../../api/shapes.ts';
import { readTrustExamples } from '../../api/trust.ts';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import { LiftButton } from './lift-button.tsx';
import classes from './trust.module.css';

export function TrustRow({ item }: { item: TrustItem }) {
  const texts = useTrustTexts();
  const format = useFormat();
  const { rules } = useTexts();
  const mayLift = useMay('trust.lift');
  const [opened, setOpened] = useState(false);
  const { key, rule, entry, words, precision, recall, overturned, severity, bar, belowBar, advisory, demoted } = item;
  const ruleName = rules[rule as keyof typeof rules] ?? rule;
  const name = entry === null ? ruleName : words || entry;
  const Icon = opened ? IconChevronDown : IconChevronRight;
  return (
    <>
      <Table.Tr data-rule={entry === null || undefined} className={classes.row}>
        <Table.Th scope="row" className={classes.name}>
          {entry === null ? <b>{name}</b> : name}
          <div className={classes.muted}>
            {entry === null ? texts.wholeRule : ruleName} · {texts.severities[severity]}
          </div>
        </Table.Th>
        <Table.Td>
          <IntervalBar estimate={precision} unit="share" />
          <div className={classes.muted}>
            {texts.decided(precision.n)}, {texts.bar(format.percent(bar))}
          </div>
        </Table.Td>
        <Table.Td>{recall === null ? '–' : <IntervalBar estimate={recall} unit="share" />}</Table.Td>
        <Table.Td className={classes.number}>
          {overturned.n === 0 ? '–' : texts.disputes(overturned.hits, overturned.n)}
        </Table.Td>
        <Table.Td>
          <div className={classes.states}>
            <Tone tone={advisory ? 'warn' : 'good'}>{advisory ? texts.advisory : texts.counted}</Tone>
            {belowBar && <Tone tone="bad">{texts.below}</Tone>}
            {demoted && <span className={classes.muted}>{demoted.reason}</span>}
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<Icon size={16} aria-hidden />}
              aria-expanded={opened}
              aria-label={texts.examplesOf(name)}
              onClick={() => setOpened(!opened)}
            >
              {texts.examples}
            </Button>
            {demoted && mayLift && <LiftButton entry={key} name={name} />}
          </div>
        </Table.Td>
      </Table.Tr>
      {opened && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <Examples entry={key} name={name} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function Examples({ entry, name }: { entry: string; name: string }) {
  const texts = useTrustTexts();
  const format = useFormat();
  const mayRead = useMay('call.read');
  const examples = useQuery(readTrustExamples(entry));
  if (examples.isPending) return <Loader size="sm" aria-label={texts.examplesOf(name)} />;
  if (examples.isError) return <LoadError error={examples.error} onRetry={() => void examples.refetch()} />;
  if (examples.data.length === 0) return <p className={classes.muted}>{texts.noExamples}</p>;
  return (
    <ul className={classes.examples} aria-label={texts.examplesOf(name)}>
      {examples.data.map(({ callId, start, text, confirmed, day }) => (
        <li key={`${callId} ${start} ${text}`}>
          <Tone tone={confirmed ? 'good' : 'bad'}>{confirmed ? texts.right : texts.wrong}</Tone>
          {mayRead ? (
            <Link to="/calls/$id" params={{ id: callId }} search={{ t: start }}>
              «{text ?? ''}», {format.clock(start)}
            </Link>
          ) : (
            <span>{texts.hidden}</span>
          )}
          <span className={classes.muted}>{format.day(day)}</span>
        </li>
      ))}
    </ul>
  );
}
