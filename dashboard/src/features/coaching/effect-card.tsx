/** What came of a note: the share of calls with the fault before and after, with its uncertainty, and the verdict in words. */
import { Table } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconEqual, IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../access/session.ts';
import { readEffect } from '../../api/coaching.ts';
import type { CoachingEffect } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './coaching.module.css';

const looks = {
  improved: { tone: 'good', Icon: IconArrowDownRight },
  unchanged: { tone: 'neutral', Icon: IconEqual },
  worse: { tone: 'bad', Icon: IconArrowUpRight },
  too_few: { tone: 'info', Icon: IconHourglass },
} as const;

export function EffectCard({ noteId }: { noteId: string }) {
  const { effect: texts } = useOperatorTexts().coaching;
  const effect = useQuery(readEffect(noteId));
  return (
    <section className={classes.card}>
      <h2 className={classes.cardTitle}>{texts.title}</h2>
      {effect.isPending && <PageLoader />}
      {effect.isError && !effect.data && <LoadError error={effect.error} onRetry={() => void effect.refetch()} />}
      {effect.data && <Effect found={effect.data} />}
    </section>
  );
}

function Effect({ found }: { found: CoachingEffect }) {
  const { rules } = useTexts();
  const { effect: texts } = useOperatorTexts().coaching;
  const format = useFormat();
  const { effect, days } = found;
  const { tone, Icon } = looks[effect.verdict];
  const interval = (low: number | null, high: number | null) =>
    low === null || high === null ? '–' : `${format.percent(low)} – ${format.percent(high)}`;
  const points = (share: number) => `${share > 0 ? '+' : ''}${format.whole(share * 100)}`;
  const side = (name: string, { calls, faulty, rate, low, high }: typeof effect.before) => (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {name}
      </Table.Th>
      <Table.Td className={classes.number}>{calls}</Table.Td>
      <Table.Td className={classes.number}>{faulty}</Table.Td>
      <Table.Td className={classes.number}>{rate === null ? '–' : format.percent(rate)}</Table.Td>
      <Table.Td className={classes.number}>{interval(low, high)}</Table.Td>
    </Table.Tr>
  );
  return (
    <>
      <div className={classes.facts}>
        <Tone tone={tone} icon={<Icon size={15} aria-hidden />}>
          <b>{texts.verdicts[effect.verdict]}</b>
        </Tone>
        <span className={classes.muted}>{texts.hints[effect.verdict]}</span>
      </div>
      <p className={classes.muted}>
        {texts.intro(days, found.rules.map((rule) => rules[rule].toLowerCase()).join(', '))} {texts.basis[effect.basis]}
      </p>
      <ScrollTable label={texts.caption}>
        <Table verticalSpacing={6}>
          <caption className={classes.caption}>{texts.caption}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Td />
              <Table.Th className={classes.number}>{texts.calls}</Table.Th>
              <Table.Th className={classes.number}>{texts.faulty}</Table.Th>
              <Table.Th className={classes.number}>{texts.rate}</Table.Th>
              <Table.Th className={classes.number}>{texts.interval}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {side(texts.before, effect.before)}
            {side(texts.after, effect.after)}
            {effect.difference && (
              <Table.Tr>
                <Table.Th scope="row" fw={600}>
                  {texts.difference}
                </Table.Th>
                <Table.Td />
                <Table.Td />
                <Table.Td className={classes.number}>{texts.points(points(effect.difference.value))}</Table.Td>
                <Table.Td className={classes.number}>
                  {texts.points(`${points(effect.difference.low)} … ${points(effect.difference.high)}`)}
                </Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </>
  );
}
