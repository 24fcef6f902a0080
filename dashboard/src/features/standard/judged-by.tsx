/** What judges a requirement: criteria with their pass rates, rules with their entries, and links to examples. */
import { Button, Loader, Table } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMay } from '../../access/session.ts';
import type { StandardPage } from '../../api/shapes.ts';
import { readRuleEntries } from '../../api/standard.ts';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './standard.module.css';

type Clause = StandardPage['sections'][number]['clauses'][number];
type Period = StandardPage['period'];

export function JudgedBy({ clause, period }: { clause: Clause; period: Period }) {
  return (
    <div className={classes.judged}>
      {clause.criteria.map((criterion) => (
        <CriterionLine key={criterion.id} criterion={criterion} period={period} />
      ))}
      {clause.rules.map((rule) => (
        <RuleLine key={rule.rule} rule={rule} period={period} />
      ))}
      {clause.note !== '' && <p className={classes.muted}>{clause.note}</p>}
    </div>
  );
}

function CriterionLine({ criterion, period }: { criterion: Clause['criteria'][number]; period: Period }) {
  const { standard: texts } = useTrendTexts();
  const mayTrend = useMay('trends.read');
  const { id, title, kind, weight, fatal, rate } = criterion;
  const facts = [texts.kinds[kind], weight === 0 ? texts.hint : texts.weight(weight), ...(fatal ? [texts.fatal] : [])];
  return (
    <div className={classes.criterion}>
      <div className={classes.criterionName}>
        {title}
        <div className={classes.muted}>{facts.join(', ')}</div>
      </div>
      <div>
        <IntervalBar estimate={rate} unit="share" />
        {rate.notSure > 0 && <div className={classes.muted}>{texts.notSure(rate.notSure)}</div>}
      </div>
      {mayTrend && rate.failed > 0 && (
        <Link
          to="/trends/calls"
          search={{ ...period, criterion: id }}
          aria-label={texts.examplesOf(texts.examples, title)}
        >
          {texts.examples}
        </Link>
      )}
    </div>
  );
}

function RuleLine({
  rule: { rule, entries, found, unsure, calls },
  period,
}: {
  rule: Clause['rules'][number];
  period: Period;
}) {
  const { standard: texts } = useTrendTexts();
  const { rules } = useTexts();
  const [opened, setOpened] = useState(false);
  const name = rules[rule as keyof typeof rules] ?? rule;
  const Icon = opened ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <div className={classes.rule}>
        <Button
          variant="default"
          size="compact-sm"
          h="auto"
          mih={26}
          maw="100%"
          classNames={{ label: classes.wrapped }}
          leftSection={<Icon size={16} aria-hidden />}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {texts.rule(name, entries)}
        </Button>
        <span className={classes.muted}>{texts.foundIn(found, unsure, calls)}</span>
      </div>
      {opened && <Entries rule={rule} name={name} period={period} />}
    </div>
  );
}

function Entries({ rule, name, period }: { rule: string; name: string; period: Period }) {
  const { standard: texts } = useTrendTexts();
  const format = useFormat();
  const mayTrend = useMay('trends.read');
  const entries = useQuery(readRuleEntries(rule, period));
  if (entries.isPending) return <Loader size="sm" role="status" aria-label={texts.entriesOf(name)} />;
  if (entries.isError) return <LoadError error={entries.error} onRetry={() => void entries.refetch()} />;
  if (entries.data.length === 0) return <p className={classes.muted}>{texts.noEntries}</p>;
  return (
    <div className={classes.entries}>
      <ScrollTable cards label={texts.entriesOf(name)}>
        <Table verticalSpacing={4} className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.entry}</Table.Th>
              <Table.Th>{texts.better}</Table.Th>
              <Table.Th className={classes.number}>{texts.found}</Table.Th>
              <Table.Th className={classes.number}>{texts.unsure}</Table.Th>
              <Table.Th className={classes.number}>{texts.calls}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.data.map(({ entry, words, replacement, found, unsure, calls }) => (
              <Table.Tr key={entry}>
                <Table.Th scope="row" className={classes.words}>
                  {words}
                </Table.Th>
                <Table.Td className={classes.words}>{replacement}</Table.Td>
                <Table.Td className={classes.number}>{format.whole(found)}</Table.Td>
                <Table.Td className={classes.number}>{format.whole(unsure)}</Table.Td>
                <Table.Td className={classes.number}>
                  {mayTrend && calls > 0 ? (
                    <Link
                      to="/trends/calls"
                      search={{ ...period, entry }}
                      aria-label={`${format.whole(calls)}: ${texts.examples}, ${words}`}
                    >
                      {format.whole(calls)}
                    </Link>
                  ) : (
                    format.whole(calls)
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </div>
  );
}
