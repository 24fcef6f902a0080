/** Words: lexicon entries found most often, and for those who may read transcripts how they sound. */
import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import { readPhrases, type TrendFilter } from '../../api/trends.ts';
import { Card } from '../../components/chart-card.tsx';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './trends.module.css';

export function WordsView({ filter }: { filter: TrendFilter }) {
  const { trends } = useTrendTexts();
  const { rules } = useTexts();
  const format = useFormat();
  const texts = trends.words;
  const words = useQuery(readPhrases(filter));
  if (words.isPending) return <PageLoader />;
  if (words.isError) return <LoadError error={words.error} onRetry={() => void words.refetch()} />;
  const { entries, phrases } = words.data;
  const ruleName = (rule: string) => rules[rule as keyof typeof rules] ?? rule;
  return (
    <>
      <Card title={texts.entriesTitle}>
        {entries.length === 0 ? (
          <p className={classes.muted}>{texts.none}</p>
        ) : (
          <ScrollTable cards label={texts.entriesTitle}>
            <Table className={classes.table}>
              <caption className={classes.caption}>{texts.entriesTitle}</caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{texts.words}</Table.Th>
                  <Table.Th>{texts.rule}</Table.Th>
                  <Table.Th>{texts.better}</Table.Th>
                  <Table.Th className={classes.number}>{texts.count}</Table.Th>
                  <Table.Th className={classes.number}>{texts.unsure}</Table.Th>
                  <Table.Th>{texts.share}</Table.Th>
                  <Table.Th>{trends.groups.toCalls}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map(({ entry, rule, words: said, replacement, count, unsure, inCalls }) => (
                  <Table.Tr key={entry}>
                    <Table.Th scope="row" className={classes.wide}>
                      {said || entry}
                    </Table.Th>
                    <Table.Td>{ruleName(rule)}</Table.Td>
                    <Table.Td className={classes.wide}>{replacement}</Table.Td>
                    <Table.Td className={classes.number}>{format.whole(count)}</Table.Td>
                    <Table.Td className={classes.number}>{format.whole(unsure)}</Table.Td>
                    <Table.Td>
                      <IntervalBar estimate={inCalls} unit="share" />
                    </Table.Td>
                    <Table.Td>
                      <Link
                        to="/trends/calls"
                        search={{ ...filter, entry }}
                        aria-label={`${format.whole(inCalls.calls)}: ${trends.groups.callsOf(said || entry)}`}
                      >
                        {format.whole(inCalls.calls)}
                      </Link>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
        )}
      </Card>
      <Card title={texts.phrasesTitle}>
        {phrases === null ? (
          <p className={classes.muted}>{texts.hidden}</p>
        ) : (
          <ScrollTable cards label={texts.phrasesTitle}>
            <Table className={classes.table}>
              <caption className={classes.caption}>{texts.phrasesTitle}</caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{texts.phrase}</Table.Th>
                  <Table.Th>{texts.rule}</Table.Th>
                  <Table.Th className={classes.number}>{texts.count}</Table.Th>
                  <Table.Th className={classes.number}>{texts.unsure}</Table.Th>
                  <Table.Th className={classes.number}>{trends.score.count}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {phrases.map(({ phrase, rule, count, unsure, calls }) => (
                  <Table.Tr key={phrase}>
                    <Table.Th scope="row" className={classes.wide}>
                      {phrase}
                    </Table.Th>
                    <Table.Td>{ruleName(rule)}</Table.Td>
                    <Table.Td className={classes.number}>{format.whole(count)}</Table.Td>
                    <Table.Td className={classes.number}>{format.whole(unsure)}</Table.Td>
                    <Table.Td className={classes.number}>{format.whole(calls)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
        )}
      </Card>
    </>
  );
}
