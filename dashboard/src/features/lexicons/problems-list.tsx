/** What the check of a draft found: errors keep it from being published, warnings do not. */
import { Table } from '@mantine/core';
import type { LexiconDraft } from '../../api/lexicons.ts';
import { Notice } from '../../components/notice.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import page from '../../components/tabbed-page.module.css';
import { Tone } from '../../components/tone.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { useFileTitle } from './file-title.ts';

export function ProblemsList({ problems }: { problems: LexiconDraft['problems'] }) {
  const words = useLexiconTexts();
  const titleOf = useFileTitle();
  if (problems.length === 0) return <Notice tone="good">{words.noProblems}</Notice>;
  return (
    <ScrollTable framed label={words.panels.problems}>
      <Table verticalSpacing={6} horizontalSpacing="sm">
        <Table.Tbody>
          {problems.map(({ severity, file, line, message }) => (
            <Table.Tr key={`${file} ${line} ${message}`}>
              <Table.Td>
                <Tone tone={severity === 'error' ? 'bad' : 'warn'}>{words.severity[severity]}</Tone>
              </Table.Td>
              <Table.Td>
                {titleOf(file)}:{line}
              </Table.Td>
              <Table.Td className={page.wide}>{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
