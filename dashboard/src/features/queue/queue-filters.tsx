/** The filters of the queue; what is chosen stands in the address. */
import { Button, NativeSelect } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { listOperators } from '../../api/list-operators.ts';
import { listReviewers } from '../../api/queue.ts';
import { chosenFilter } from '../../components/chosen-filters.tsx';
import { FilterFold } from '../../components/filter-fold.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './queue.module.css';
import { isFiltered, type QueueSearch, queueOrders, queueReasons } from './queue-search.ts';

interface QueueFiltersProps {
  search: QueueSearch;
  onChange: (search: QueueSearch) => void;
}

export function QueueFilters({ search, onChange }: QueueFiltersProps) {
  const { queue } = useReviewTexts();
  const { filters, reasons, orders } = queue;
  const { language } = useLanguage();
  const { data: operators } = useQuery(listOperators);
  const { data: reviewers } = useQuery(listReviewers);
  const { compare } = new Intl.Collator(language);
  const people = (reviewers?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const names = (operators?.items ?? [])
    .map(({ id, name }) => ({ value: id, label: name ?? id }))
    .sort((a, b) => compare(a.label, b.label));
  const assignees = [
    { value: 'mine', label: filters.mine },
    { value: 'nobody', label: filters.unassigned },
    ...withChosen(people, search.assignee === 'mine' || search.assignee === 'nobody' ? undefined : search.assignee),
  ];
  const labelIn = (options: readonly { value: string; label: string }[], chosen: string | undefined) =>
    chosen && (options.find(({ value }) => value === chosen)?.label ?? chosen);
  const drop = (name: 'operator' | 'reason' | 'assignee' | 'state') => () => onChange({ ...search, [name]: undefined });
  const chosen = [
    ...chosenFilter(filters.operator, labelIn(names, search.operator), drop('operator')),
    ...chosenFilter(filters.reason, search.reason && reasons[search.reason], drop('reason')),
    ...chosenFilter(filters.assignee, labelIn(assignees, search.assignee), drop('assignee')),
    ...chosenFilter(filters.state, search.state && filters.submitted, drop('state')),
  ];
  return (
    <FilterFold label={filters.label} chosen={chosen} className={classes.filters}>
      <NativeSelect
        label={filters.operator}
        data={[{ value: '', label: filters.anyOperator }, ...withChosen(names, search.operator)]}
        value={search.operator ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ ...search, operator: value || undefined })}
      />
      <NativeSelect
        label={filters.reason}
        data={[
          { value: '', label: filters.anyReason },
          ...queueReasons.map((value) => ({ value, label: reasons[value] })),
        ]}
        value={search.reason ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...search, reason: queueReasons.find((known) => known === value) })
        }
      />
      <NativeSelect
        label={filters.assignee}
        data={[{ value: '', label: filters.anyAssignee }, ...assignees]}
        value={search.assignee ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ ...search, assignee: value || undefined })}
      />
      <NativeSelect
        label={filters.state}
        data={[
          { value: '', label: filters.open },
          { value: 'submitted', label: filters.submitted },
        ]}
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...search, state: value === 'submitted' ? value : undefined })
        }
      />
      <NativeSelect
        label={filters.order}
        data={queueOrders.map((value) => ({ value, label: orders[value] }))}
        value={search.sort ?? 'priority'}
        onChange={({ currentTarget: { value } }) => {
          const order = queueOrders.find((known) => known === value);
          onChange({ ...search, sort: order === 'priority' ? undefined : order });
        }}
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => onChange({ sort: search.sort })}
        >
          {filters.reset}
        </Button>
      )}
    </FilterFold>
  );
}

/** Whoever the address names is offered, whether the server knows them or not. */
function withChosen(options: { value: string; label: string }[], chosen: string | undefined) {
  const known = chosen === undefined || options.some(({ value }) => value === chosen);
  return known ? options : [{ value: chosen, label: chosen }, ...options];
}
