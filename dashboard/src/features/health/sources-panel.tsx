/** Sources of recordings on the page of states: what each has brought, what it refused and why. */
import { Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../access/session.ts';
import { readIngest } from '../../api/read-ingest.ts';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './health-page.module.css';

/** Name under which the file of sources itself is told of. */
const sourcesFile = 'sources';

export function SourcesPanel() {
  const { sources: words } = useTexts();
  const format = useFormat();
  const ingest = useQuery(readIngest);
  const told = ingest.data?.sources.filter(({ name, problem }) => name !== sourcesFile || problem !== null) ?? [];
  const refusals = ingest.data?.refusals ?? [];
  if (told.length === 0 && refusals.length === 0) return null;
  return (
    <>
      <Title order={2} size="h3">
        {words.title}
      </Title>
      <div className={classes.parts}>
        <ScrollTable label={words.title}>
          <Table verticalSpacing="xs" horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                {[
                  words.source,
                  words.state,
                  words.taken,
                  words.duplicates,
                  words.waiting,
                  words.refused,
                  words.kept,
                  words.lookedAt,
                ].map((head) => (
                  <Table.Th key={head}>{head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {told.map((source) => (
                <Table.Tr key={source.name}>
                  <Table.Td>{source.name === sourcesFile ? words.file : source.name}</Table.Td>
                  <Table.Td>
                    {source.problem === null ? (
                      <Tone tone="good">{words.well}</Tone>
                    ) : (
                      <Text size="sm">{source.problem}</Text>
                    )}
                  </Table.Td>
                  <Table.Td>{source.taken}</Table.Td>
                  <Table.Td>{source.duplicates}</Table.Td>
                  <Table.Td>{source.waiting}</Table.Td>
                  <Table.Td>{source.refused}</Table.Td>
                  <Table.Td>{source.kept ?? '–'}</Table.Td>
                  <Table.Td>{format.moment(source.lookedAt)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      </div>
      {refusals.length > 0 && (
        <>
          <Title order={2} size="h3">
            {words.refusals}
          </Title>
          <div className={classes.parts}>
            <ScrollTable label={words.refusals}>
              <Table verticalSpacing="xs" horizontalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    {[words.source, words.name, words.reason, words.when].map((head) => (
                      <Table.Th key={head}>{head}</Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {refusals.map((refusal) => (
                    <Table.Tr key={refusal.id}>
                      <Table.Td>{refusal.source}</Table.Td>
                      <Table.Td>{refusal.name}</Table.Td>
                      <Table.Td>{refusal.reason}</Table.Td>
                      <Table.Td>{format.moment(refusal.at)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollTable>
          </div>
        </>
      )}
    </>
  );
}
