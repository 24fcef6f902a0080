/** The filters of the trends; what is chosen stands in the address. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormat } from '../../access/session.ts';
import { readTrendChoices, type TrendFilter } from '../../api/trends.ts';
import { type ChosenFilter, chosenFilter } from '../../components/chosen-filters.tsx';
import { FilterFold } from '../../components/filter-fold.tsx';
import { OperatorSelect, useOperatorName } from '../../components/operator-select.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './trends.module.css';
import { isFiltered } from './trends-search.ts';

interface TrendFiltersProps {
  search: TrendFilter;
  /** Days that are shown when the address names none. */
  period: { from: string; to: string } | undefined;
  onChange: (change: TrendFilter) => void;
  onReset: () => void;
  /** False where nothing goes by steps of time. */
  stepped?: boolean;
  /** What else can be chosen. */
  children?: ReactNode;
}

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00` }));

export function TrendFilters({ search, period, onChange, onReset, stepped = true, children }: TrendFiltersProps) {
  const { filters } = useTrendTexts();
  const { data } = useQuery(readTrendChoices);
  const steps = (['day', 'week', 'month'] as const).map((value) => ({ value, label: filters.steps[value] }));
  const bases = (['sample', 'all'] as const).map((value) => ({ value, label: filters.bases[value] }));
  const judges = (['people', 'machine'] as const).map((value) => ({ value, label: filters.judges[value] }));
  const chosen = useChosen(search, onChange, stepped);
  return (
    <FilterFold label={filters.label} chosen={chosen} className={classes.filters}>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={`${end} ${search[end] ?? period?.[end] ?? ''}`}
          type="date"
          label={filters[end]}
          defaultValue={search[end] ?? period?.[end] ?? ''}
          onBlur={({ currentTarget: { value } }) => {
            if (value !== (search[end] ?? period?.[end] ?? '')) onChange({ [end]: value || undefined });
          }}
        />
      ))}
      {stepped && (
        <NativeSelect
          label={filters.step}
          data={steps}
          value={search.step ?? 'week'}
          onChange={({ currentTarget: { value } }) =>
            onChange({ step: steps.find((known) => known.value === value)?.value })
          }
        />
      )}
      <NativeSelect
        label={filters.basis}
        data={bases}
        value={search.basis ?? 'sample'}
        onChange={({ currentTarget: { value } }) => onChange({ basis: value === 'all' ? 'all' : undefined })}
      />
      <NativeSelect
        label={filters.judged}
        data={judges}
        value={search.judged ?? 'people'}
        onChange={({ currentTarget: { value } }) => onChange({ judged: value === 'machine' ? 'machine' : undefined })}
      />
      {data && data.teams.length > 0 && (
        <NativeSelect
          label={filters.team}
          data={[
            { value: '', label: filters.anyTeam },
            ...data.teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={search.team ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ team: value || undefined })}
        />
      )}
      <OperatorSelect
        label={filters.operator}
        any={filters.anyOperator}
        value={search.operator}
        onChange={(operator) => onChange({ operator })}
      />
      <NativeSelect
        label={filters.topic}
        data={[
          { value: '', label: filters.anyTopic },
          ...(data?.topics ?? []).map(({ id, title }) => ({ value: id, label: title })),
        ]}
        value={search.topic ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ topic: value || undefined })}
      />
      <NativeSelect
        label={filters.hour}
        data={[{ value: '', label: filters.anyHour }, ...hours]}
        value={search.hour ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ hour: value || undefined })}
      />
      {children}
      {isFiltered(search) && (
        <Button variant="subtle" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={onReset}>
          {filters.reset}
        </Button>
      )}
    </FilterFold>
  );
}

/** The filters that are set, as people read them. */
function useChosen(search: TrendFilter, onChange: (change: TrendFilter) => void, stepped: boolean): ChosenFilter[] {
  const { filters } = useTrendTexts();
  const { day } = useFormat();
  const { data } = useQuery(readTrendChoices);
  const titleOf = (list: readonly { id: string; name?: string; title?: string }[] = [], id: string | undefined) => {
    const known = list.find((one) => one.id === id);
    return known?.name ?? known?.title ?? id;
  };
  const shown: { [Name in keyof TrendFilter]?: string | undefined } = {
    from: search.from && day(search.from),
    to: search.to && day(search.to),
    step: stepped && search.step ? filters.steps[search.step] : undefined,
    basis: search.basis && filters.bases[search.basis],
    judged: search.judged && filters.judges[search.judged],
    team: titleOf(data?.teams, search.team),
    operator: useOperatorName(search.operator),
    topic: titleOf(data?.topics, search.topic),
    hour: search.hour && `${search.hour}:00`,
  };
  const names = Object.keys(shown) as (keyof TrendFilter)[];
  return names.flatMap((name) => chosenFilter(filters[name], shown[name], () => onChange({ [name]: undefined })));
}
