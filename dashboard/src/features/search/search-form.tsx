/** The form of the search; nothing is asked before it is sent. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { type ChosenFilter, chosenFilter } from '../../components/chosen-filters.tsx';
import { FilterFold } from '../../components/filter-fold.tsx';
import { OperatorSelect, useOperatorName } from '../../components/operator-select.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './search.module.css';
import { readWordsSearch, type WordsSearch } from './search-search.ts';

interface SearchFormProps {
  search: WordsSearch;
  onSearch: (search: WordsSearch) => void;
}

export function SearchForm({ search, onSearch }: SearchFormProps) {
  const { search: texts, filters } = useTrendTexts();
  const [asked, setAsked] = useState<Asked>(search);
  const set = (name: keyof WordsSearch) => (value: string | undefined) =>
    setAsked((before) => ({ ...before, [name]: value === '' ? undefined : value }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(readWordsSearch({ ...asked, q: asked.q?.trim() }));
  };
  const chosen = useChosen(asked, (name) => {
    const next = { ...asked, [name]: undefined };
    setAsked(next);
    // What was asked with it is asked again without it.
    if (search.q !== undefined) onSearch(readWordsSearch(next));
  });
  return (
    <search aria-label={texts.label}>
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.line}>
          <TextInput
            className={classes.words}
            label={texts.words}
            description={texts.hint}
            descriptionProps={{ style: { color: 'var(--k-muted)' } }}
            maxLength={200}
            value={asked.q ?? ''}
            onChange={({ currentTarget }) => set('q')(currentTarget.value)}
          />
          <Button type="submit" leftSection={<IconSearch size={17} aria-hidden />} disabled={!asked.q?.trim()}>
            {texts.find}
          </Button>
        </div>
        <FilterFold chosen={chosen} className={classes.filters}>
          <NativeSelect
            label={texts.said}
            value={asked.said ?? 'yes'}
            data={(['yes', 'no'] as const).map((value) => ({ value, label: texts.saids[value] }))}
            onChange={({ currentTarget }) => set('said')(currentTarget.value)}
          />
          <NativeSelect
            label={texts.channel}
            value={asked.channel ?? 'both'}
            data={(['both', 'operator', 'client'] as const).map((value) => ({ value, label: texts.channels[value] }))}
            onChange={({ currentTarget }) => set('channel')(currentTarget.value)}
          />
          <NativeSelect
            className={classes.mode}
            label={texts.mode}
            value={asked.mode ?? 'all'}
            data={(['all', 'phrase'] as const).map((value) => ({ value, label: texts.modes[value] }))}
            onChange={({ currentTarget }) => set('mode')(currentTarget.value)}
          />
          {asked.mode === 'phrase' && (
            <NativeSelect
              label={texts.distance}
              value={asked.distance ?? ''}
              data={(['', '1', '3', '5', '10'] as const).map((value) => ({ value, label: texts.distances[value] }))}
              onChange={({ currentTarget }) => set('distance')(currentTarget.value)}
            />
          )}
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="date"
              label={filters[end]}
              value={asked[end] ?? ''}
              onChange={({ currentTarget }) => set(end)(currentTarget.value)}
            />
          ))}
          <OperatorSelect
            label={filters.operator}
            any={filters.anyOperator}
            value={asked.operator}
            onChange={set('operator')}
          />
          {(['min', 'max'] as const).map((end) => (
            <TextInput
              key={end}
              className={classes.score}
              label={texts[end]}
              inputMode="numeric"
              maxLength={3}
              value={asked[end] ?? ''}
              onChange={({ currentTarget }) => set(end)(currentTarget.value.replace(/\D/g, ''))}
            />
          ))}
        </FilterFold>
      </form>
    </search>
  );
}

type Asked = Record<string, string | undefined>;

/** What is set besides the words, as people read it. */
function useChosen(asked: Asked, drop: (name: keyof WordsSearch) => void): ChosenFilter[] {
  const { search: texts, filters } = useTrendTexts();
  const { day } = useFormat();
  const operator = useOperatorName(asked.operator);
  const { said, channel, mode, distance, from, to, min, max } = readWordsSearch(asked);
  const chosen = (name: keyof WordsSearch, title: string, value: string | undefined) =>
    chosenFilter(title, value, () => drop(name));
  return [
    ...chosen('said', texts.said, said && texts.saids[said]),
    ...chosen('channel', texts.channel, channel && texts.channels[channel]),
    ...chosen('mode', texts.mode, mode && texts.modes[mode]),
    ...chosen('distance', texts.distance, distance && texts.distances[distance]),
    ...chosen('from', filters.from, from && day(from)),
    ...chosen('to', filters.to, to && day(to)),
    ...chosen('operator', filters.operator, operator),
    ...chosen('min', texts.min, min),
    ...chosen('max', texts.max, max),
  ];
}
