/** The version in force, drafts and earlier versions. */
import { Button, NativeSelect, Table, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormat, useMay } from '../../access/session.ts';
import { type Lexicons, type LexiconVersion, readLexicons, setSecondPerson } from '../../api/lexicons.ts';
import { Notice } from '../../components/notice.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import page from '../../components/tabbed-page.module.css';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { NewDraftButton } from './new-draft-button.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { RunLine } from './run-line.tsx';

export function VersionsPanel({ lexicons }: { lexicons: Lexicons }) {
  const words = useLexiconTexts();
  const mayEdit = useMay('lexicon.edit');
  const { inForce, rescore, programDiffers } = lexicons;
  return (
    <div className={page.panel}>
      <div className={page.row}>
        <Tone tone="good">{words.inForce(inForce.number)}</Tone>
        {!inForce.published && <Text className={page.muted}>{words.program}</Text>}
      </div>
      {programDiffers && (
        <Notice tone="info" band>
          {words.programDiffers}{' '}
          <Link to="/lexicons/compare" search={{ from: `v${inForce.number}`, to: 'program' }}>
            {words.compareProgram}
          </Link>
        </Notice>
      )}
      {rescore !== null && <RunLine key={rescore.id} run={rescore} />}
      <Title order={2} size="h3">
        {words.drafts}
      </Title>
      {mayEdit && <NewDraftButton from={`v${inForce.number}`} />}
      <Drafts lexicons={lexicons} />
      <Title order={2} size="h3">
        {words.versions}
      </Title>
      <Versions lexicons={lexicons} />
      <SecondPersonSetting lexicons={lexicons} />
    </div>
  );
}

function Drafts({ lexicons: { drafts } }: { lexicons: Lexicons }) {
  const words = useLexiconTexts();
  const format = useFormat();
  if (drafts.length === 0) return <Text>{words.noDrafts}</Text>;
  return (
    <ScrollTable cards framed label={words.drafts}>
      <Table verticalSpacing="xs" horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.draft, words.author, words.version, words.changed].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {drafts.map(({ id, comment, author, base, changedAt, changedBy }) => (
            <Table.Tr key={id}>
              <Table.Td className={page.wide}>
                <Link to="/lexicons/drafts/$id" params={{ id }}>
                  {comment || words.noComment}
                </Link>
              </Table.Td>
              <Table.Td>{author.name}</Table.Td>
              <Table.Td>{words.draftOf(base)}</Table.Td>
              <Table.Td>
                {format.moment(changedAt)} <span className={page.muted}>{changedBy.name}</span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

function Versions({ lexicons: { versions, inForce } }: { lexicons: Lexicons }) {
  const words = useLexiconTexts();
  const format = useFormat();
  const mayPublish = useMay('lexicon.publish');
  const [restored, setRestored] = useState<LexiconVersion | null>(null);
  const heads = [words.version, words.published, words.author, words.publisher, words.comment, words.actions];
  return (
    <>
      <ScrollTable cards framed label={words.versions}>
        <Table verticalSpacing="xs" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              {heads.map((title) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map((version) => {
              const { number, publishedAt, author, publisher, comment } = version;
              const byProgram = author.id === 'kamerton';
              return (
                <Table.Tr key={number}>
                  <Table.Td>
                    {number} {number === inForce.number && <Tone tone="good">{words.now}</Tone>}
                  </Table.Td>
                  <Table.Td>{publishedAt === null ? '–' : format.moment(publishedAt)}</Table.Td>
                  <Table.Td>{byProgram ? words.programAuthor : author.name}</Table.Td>
                  <Table.Td>{publisher === null || byProgram ? '–' : publisher.name}</Table.Td>
                  <Table.Td className={page.wide}>{comment || '–'}</Table.Td>
                  <Table.Td>
                    <div className={page.row}>
                      <Link
                        to="/lexicons/versions/$number"
                        params={{ number: String(number) }}
                        aria-label={words.viewOf(number)}
                      >
                        {words.view}
                      </Link>
                      {mayPublish && number !== inForce.number && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={words.restoreOf(number)}
                          onClick={() => setRestored(version)}
                        >
                          {words.restore}
                        </Button>
                      )}
                    </div>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      {versions.length > 1 && (
        <Link
          to="/lexicons/compare"
          search={{ from: `v${versions[1]?.number ?? 1}`, to: `v${versions[0]?.number ?? 1}` }}
        >
          {words.compareButton}
        </Link>
      )}
      {restored !== null && (
        <RestoreDialog number={restored.number} seq={inForce.seq} onClose={() => setRestored(null)} />
      )}
    </>
  );
}

function SecondPersonSetting({ lexicons: { secondPerson } }: { lexicons: Lexicons }) {
  const words = useLexiconTexts();
  const queries = useQueryClient();
  const mayConfigure = useMay('desk.configure');
  const tellFailure = useFailureToast();
  const save = useMutation({
    mutationFn: setSecondPerson,
    onError: tellFailure(words.failed),
    onSettled: () => queries.invalidateQueries({ queryKey: readLexicons.queryKey }),
  });
  if (!mayConfigure) {
    return (
      <Text className={page.muted}>{secondPerson.needed ? words.secondPersonNeeded : words.secondPersonNotNeeded}</Text>
    );
  }
  return (
    <NativeSelect
      label={words.secondPerson}
      value={secondPerson.setting}
      data={(['auto', 'always', 'never'] as const).map((value) => ({
        value,
        label: words.secondPersonChoices[value],
      }))}
      onChange={({ currentTarget: { value } }) => {
        if (value === 'auto' || value === 'always' || value === 'never') save.mutate(value);
      }}
    />
  );
}
