/** Criteria of the scorecard with one's own answer, and beside it those of the others once they are open. */
import { NativeSelect, Table } from '@mantine/core';
import type { CalibrationAnswer, CalibrationSheet, Outcome } from '../../api/shapes.ts';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './calibration.module.css';

interface CriteriaTableProps {
  sheet: CalibrationSheet;
  draft: CalibrationAnswer;
  editable: boolean;
  onChange(criteria: CalibrationAnswer['criteria']): void;
}

const outcomes: readonly Outcome[] = ['passed', 'failed', 'not_applicable'];

export function CriteriaTable({ sheet, draft, editable, onChange }: CriteriaTableProps) {
  const { calibration: texts } = useTrustTexts();
  const others = sheet.answers ?? [];
  const isCompared = sheet.answers !== null;
  const choose = (id: string, value: string) => {
    const { [id]: _, ...rest } = draft.criteria;
    const chosen = outcomes.find((outcome) => outcome === value);
    onChange(chosen === undefined ? rest : { ...rest, [id]: chosen });
  };
  return (
    <ScrollTable label={isCompared ? texts.sideBySide : texts.criteria}>
      <Table className={classes.table}>
        <caption className={classes.caption}>{texts.criteria}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.criteria}</Table.Th>
            {others.map(({ rater, name }) => (
              <Table.Th key={rater}>{rater === 'machine' ? texts.machine : name}</Table.Th>
            ))}
            <Table.Th>{isCompared ? texts.consensus : texts.outcome}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sheet.criteria.map(({ id, title }) => {
            const said = new Set(others.flatMap(({ answer }) => answer.criteria[id] ?? []));
            return (
              <Table.Tr key={id} data-differs={said.size > 1 || undefined} className={classes.criterion}>
                <Table.Th scope="row">{title}</Table.Th>
                {others.map(({ rater, answer }) => (
                  <Table.Td key={rater}>{texts.answersNames[answer.criteria[id] ?? ''] ?? '–'}</Table.Td>
                ))}
                <Table.Td>
                  {editable ? (
                    <NativeSelect
                      size="xs"
                      aria-label={`${isCompared ? texts.consensus : texts.outcome}: ${title}`}
                      value={draft.criteria[id] ?? ''}
                      data={[
                        { value: '', label: texts.notSaid },
                        ...outcomes.map((value) => ({ value, label: texts.answersNames[value] ?? value })),
                      ]}
                      onChange={({ currentTarget: { value } }) => choose(id, value)}
                    />
                  ) : (
                    (texts.answersNames[draft.criteria[id] ?? ''] ?? '–')
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
