/** The filters above the list; what is chosen stands in the address. */
import { Button, NativeSelect } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSession } from '../../access/session.ts';
import { listOperators } from '../../api/list-operators.ts';
import { useLanguage, useTexts } from '../../i18n/language.tsx';
import classes from './call-list.module.css';
import { callOrders, withOrder, withState } from './call-order.ts';
import { type CallsSearch, filterStates, isFiltered } from './calls-search.ts';
import { operatorOptions } from './operators.ts';

interface CallFiltersProps {
  search: CallsSearch;
  onChange: (search: CallsSearch) => void;
  /** Which columns there are, for the table. */
  columns?: ReactNode;
}

export function CallFilters({ search, onChange, columns = null }: CallFiltersProps) {
  const { filters, list, state } = useTexts();
  const ownOnly = useSession().user.role === 'operator';
  return (
    <search className={classes.filters} aria-label={filters.label}>
      <NativeSelect
        className={classes.filter}
        label={filters.state}
        data={[
          { value: '', label: filters.anyState },
          ...filterStates.map((value) => ({ value, label: state[value] })),
        ]}
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange(
            withState(
              search,
              filterStates.find((known) => known === value),
            ),
          )
        }
      />
      {!ownOnly && <OperatorFilter search={search} onChange={onChange} />}
      {/* Where there is no table there are no headings to press. */}
      <NativeSelect
        className={`${classes.filter} ${classes.orderChoice}`}
        label={filters.order}
        data={callOrders.map((value) => ({ value, label: list.orders[value] }))}
        value={search.sort ?? 'newest'}
        onChange={({ currentTarget: { value } }) =>
          onChange(withOrder(search, callOrders.find((known) => known === value) ?? 'newest'))
        }
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => onChange({ hide: search.hide, sort: search.sort })}
        >
          {filters.reset}
        </Button>
      )}
      {columns}
    </search>
  );
}

function OperatorFilter({ search, onChange }: CallFiltersProps) {
  const { filters } = useTexts();
  const { language } = useLanguage();
  const { data } = useQuery(listOperators);
  const chosen = search.operator;
  // Whoever the address names is shown, whether the server knows them or not.
  const options = operatorOptions(data?.items ?? [], chosen, language);
  return (
    <NativeSelect
      className={classes.filter}
      label={filters.operator}
      data={[{ value: '', label: filters.anyOperator }, ...options]}
      value={chosen ?? ''}
      onChange={({ currentTarget: { value } }) => onChange({ ...search, operator: value === '' ? undefined : value })}
    />
  );
}
