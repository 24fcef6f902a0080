/** Operators, teams, topics or hours beside each other: by name, because only reliable differences give places. */
import { NativeSelect, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import type { TrendGroups } from '../../api/shapes.ts';
import { type GroupKind, readGroups, type TrendFilter } from '../../api/trends.ts';
import { Card } from '../../components/chart-card.tsx';
import { IntervalBar } from '../../components/interval-bar.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { Standing } from './standing.tsx';
import classes from './trends.module.css';
import type { TrendsSearch } from './trends-search.ts';

const kinds = ['operator', 'team', 'topic', 'hour'] as const;

interface GroupsCardProps {
  search: TrendsSearch;
  filter: TrendFilter;
  change: (search: TrendsSearch) => void;
}

export function GroupsCard({ search, filter, change }: GroupsCardProps) {
  const { trends } = useTrendTexts();
  const texts = trends.groups;
  const by = search.by ?? 'operator';
  const groups = useQuery(readGroups({ ...filter, by }));
  return (
    <Card title={texts.title}>
      <NativeSelect
        label={texts.by}
        maw="14rem"
        value={by}
        data={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
        onChange={({ currentTarget: { value } }) => change({ by: kinds.find((known) => known === value) })}
      />
      {groups.isPending && <PageLoader />}
      {groups.isError && <LoadError error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.data && (
        <>
          <Sentences groups={groups.data.groups} />
          <GroupTable groups={groups.data.groups} by={by} filter={filter} judged={groups.data.period.judged} />
          <p className={classes.muted}>{texts.how}</p>
        </>
      )}
    </Card>
  );
}

/** What may be said of the comparison. */
function Sentences({ groups }: Pick<TrendGroups, 'groups'>) {
  const { trends } = useTrendTexts();
  const texts = trends.groups;
  const named = (standing: 'above' | 'below') =>
    groups.filter((group) => group.standing === standing).map(({ title }) => title);
  const [above, below] = [named('above'), named('below')];
  return (
    <p className={classes.sentences} role="status">
      {above.length === 0 && below.length === 0 && texts.none}
      {below.length > 0 && texts.below(below.join(', '))} {above.length > 0 && texts.above(above.join(', '))}
    </p>
  );
}

interface GroupTableProps extends Pick<TrendGroups, 'groups'> {
  by: GroupKind;
  filter: TrendFilter;
  judged: TrendGroups['period']['judged'];
}

function GroupTable({ groups, by, filter, judged }: GroupTableProps) {
  const { trends } = useTrendTexts();
  const format = useFormat();
  const texts = trends.groups;
  return (
    <ScrollTable cards label={texts.title}>
      <Table className={classes.table}>
        <caption className={classes.caption}>{texts.title}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.column[by]}</Table.Th>
            <Table.Th className={classes.number}>{trends.score.count}</Table.Th>
            {judged === 'people' && <Table.Th className={classes.number}>{texts.checked}</Table.Th>}
            <Table.Th>{texts.score}</Table.Th>
            <Table.Th>{texts.standing}</Table.Th>
            <Table.Th>{texts.fatal}</Table.Th>
            <Table.Th>{texts.toCalls}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map(({ key, title, calls, checked, score, fatal, standing }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" className={classes.name}>
                {title}
              </Table.Th>
              <Table.Td className={classes.number}>{format.whole(calls)}</Table.Td>
              {judged === 'people' && <Table.Td className={classes.number}>{format.whole(checked)}</Table.Td>}
              <Table.Td>
                <IntervalBar estimate={score} unit="score" />
              </Table.Td>
              <Table.Td>
                <Standing name={standing} />
              </Table.Td>
              <Table.Td>
                <IntervalBar estimate={fatal} unit="share" />
              </Table.Td>
              <Table.Td>
                {key !== '' && (
                  <Link to="/trends/calls" search={{ ...filter, [by]: key, order: 'worst' }}>
                    <span aria-hidden="true">{texts.toCalls}</span>
                    <span className={classes.caption}>{texts.callsOf(title)}</span>
                  </Link>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
