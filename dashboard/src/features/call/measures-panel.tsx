/** «Показатели»: what was measured on the call, as a chart, as a table and as places to listen to. */
import { Loader, Table, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useFormat } from '../../access/session.ts';
import type { CallAnalysis, Measures, SoundReport } from '../../api/shapes.ts';
import { talkBars } from '../../charts/talk-bars.ts';
import { useTexts } from '../../i18n/language.tsx';
import { join } from '../../player/sound-bars-data.ts';
import classes from './panels.module.css';
import { PlayChip } from './play-chip.tsx';

const TalkChart = lazy(async () => ({ default: (await import('../../charts/talk-chart.tsx')).TalkChart }));

export function MeasuresPanel({ analysis, duration }: { analysis: CallAnalysis; duration: number }) {
  const { measures } = useTexts();
  const format = useFormat();
  const bars = talkBars(analysis.measures).map(({ name, seconds }) => ({ name, label: measures[name], seconds }));
  return (
    <div className={classes.measures}>
      <h2 className={classes.groupTitle}>{measures.chart}</h2>
      <Suspense fallback={<Loader role="status" aria-label={measures.chart} />}>
        <TalkChart bars={bars} description={measures.chartText} lengthOf={format.length} />
      </Suspense>
      <MeasuresTable values={analysis.measures} duration={duration} />
      {analysis.sound && <Places sound={analysis.sound} />}
    </div>
  );
}

const timed = ['operator_talk', 'client_talk', 'overlap', 'silence', 'hold'] as const;
const counted = ['dead_air_over_20s', 'interruptions'] as const;
const rated = ['operator_syllables_per_minute', 'client_syllables_per_minute'] as const;

function MeasuresTable({ values, duration }: { values: Measures; duration: number }) {
  const { measures } = useTexts();
  const format = useFormat();
  const row = (name: keyof Measures, value: string, share = '') => (
    <Table.Tr key={name}>
      <Table.Th scope="row" fw={400}>
        {measures[name]}
      </Table.Th>
      <Table.Td className={classes.number}>{value}</Table.Td>
      <Table.Td className={classes.number}>{share}</Table.Td>
    </Table.Tr>
  );
  return (
    <Table verticalSpacing={6} aria-label={measures.label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{measures.name}</Table.Th>
          <Table.Th className={classes.number}>{measures.value}</Table.Th>
          <Table.Th className={classes.number}>{measures.share}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {timed.map((name) =>
          row(name, format.length(values[name]), duration > 0 ? format.percent(values[name] / duration) : ''),
        )}
        {row('longest_silence', format.length(values.longest_silence))}
        {counted.map((name) => row(name, measures.times(values[name])))}
        {rated.map((name) => {
          const value = values[name];
          return row(name, value === null ? measures.unknown : measures.rate(format.whole(value)));
        })}
      </Table.Tbody>
    </Table>
  );
}

function Places({ sound }: { sound: SoundReport }) {
  const { measures } = useTexts();
  const groups = [
    { what: measures.deadAirPlaces, places: sound.dead_air },
    { what: measures.musicPlaces, places: join(sound.channels.flatMap(({ music }) => music)) },
    { what: measures.interruptionPlaces, places: sound.overlaps.filter(({ interruption }) => interruption) },
  ].filter(({ places }) => places.length > 0);
  return (
    <section>
      <h2 className={classes.groupTitle}>{measures.places}</h2>
      {groups.length === 0 && (
        <Text size="sm" className={classes.muted}>
          {measures.noPlaces}
        </Text>
      )}
      {groups.map(({ what, places }) => (
        <div key={what} className={classes.places}>
          <Text size="sm">{what}</Text>
          <ul className={classes.chips}>
            {places.map(({ start, end }) => (
              <li key={start}>
                <Place what={what} start={start} end={end} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Place({ what, start, end }: { what: string; start: number; end: number }) {
  const { measures } = useTexts();
  const format = useFormat();
  return (
    <>
      <PlayChip start={start} label={measures.playPlace(what, format.clock(start))} />
      <Text span size="xs" className={classes.muted}>
        {' '}
        {format.length(end - start)}
      </Text>
    </>
  );
}
