/** How far every two raters agree: raw, κ and AC1, with the prevalence that tells which of them to believe. */
import { Table } from '@mantine/core';
import { useFormat } from '../../access/session.ts';
import type { Calibration } from '../../api/shapes.ts';
import { Card } from '../../components/chart-card.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './calibration.module.css';

type Pair = NonNullable<Calibration['pairs']>[number];

export function AgreementTable({ pairs }: { pairs: readonly Pair[] }) {
  const { calibration: texts } = useTrustTexts();
  const named = (rater: string) => (rater === 'machine' ? texts.machine : rater);
  return (
    <Card title={texts.agreement}>
      <p className={classes.muted}>{texts.figureHint}</p>
      {(['criteria', 'findings'] as const).map((what) => (
        <div key={what}>
          <h3 className={classes.subtitle}>{texts[what]}</h3>
          <ScrollTable label={`${texts.agreement}: ${texts[what]}`}>
            <Table className={classes.table}>
              <caption className={classes.caption}>{texts[what]}</caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{texts.pair}</Table.Th>
                  <Table.Th className={classes.number}>{texts.raw}</Table.Th>
                  <Table.Th className={classes.number}>{texts.kappa}</Table.Th>
                  <Table.Th className={classes.number}>{texts.ac1}</Table.Th>
                  <Table.Th className={classes.number}>{texts.items}</Table.Th>
                  <Table.Th>{texts.prevalence}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {pairs.map((pair) => (
                  <Table.Tr key={pair.raters.join()}>
                    <Table.Th scope="row">{pair.raters.map(named).join(' – ')}</Table.Th>
                    <Figures figures={pair[what]} />
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollTable>
        </div>
      ))}
    </Card>
  );
}

function Figures({ figures: { n, raw, kappa, ac1, prevalence } }: { figures: Pair['criteria'] }) {
  const { calibration: texts } = useTrustTexts();
  const format = useFormat();
  const [most] = prevalence;
  const coefficient = (value: number | null) =>
    value === null
      ? texts.noFigure
      : value.toLocaleString(format.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <>
      <Table.Td className={classes.number}>{raw === null ? '–' : format.percent(raw)}</Table.Td>
      <Table.Td className={classes.number}>{coefficient(kappa)}</Table.Td>
      <Table.Td className={classes.number}>{coefficient(ac1)}</Table.Td>
      <Table.Td className={classes.number}>{format.whole(n)}</Table.Td>
      <Table.Td>
        {most ? `${texts.answersNames[most.answer] ?? most.answer} ${format.percent(most.share)}` : '–'}
      </Table.Td>
    </>
  );
}
