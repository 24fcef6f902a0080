/** The filters of the disputes; what is chosen stands in the address. */
import { Button, NativeSelect } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useMay, useSession } from '../../access/session.ts';
import { OperatorSelect } from '../../components/operator-select.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './disputes.module.css';
import { type DisputesSearch, disputeStates, shownState } from './disputes-search.ts';

interface DisputeFiltersProps {
  search: DisputesSearch;
  onChange: (search: DisputesSearch) => void;
}

export function DisputeFilters({ search, onChange }: DisputeFiltersProps) {
  const { disputes } = useOperatorTexts();
  const mayResolve = useMay('dispute.resolve');
  const own = useSession().user.role === 'operator';
  const label = (state: (typeof disputeStates)[number]) =>
    state === 'all' ? disputes.anyState : disputes.states[state];
  return (
    <search className={classes.filters} aria-label={disputes.filters}>
      <NativeSelect
        label={disputes.state}
        value={shownState(search, mayResolve)}
        data={disputeStates.map((value) => ({ value, label: label(value) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...search, open: undefined, state: disputeStates.find((known) => known === value) })
        }
      />
      {!own && (
        <OperatorSelect
          label={disputes.operator}
          any={disputes.anyOperator}
          value={search.operator}
          onChange={(operator) => onChange({ ...search, open: undefined, operator })}
        />
      )}
      {(search.operator !== undefined || search.state !== undefined) && (
        <Button variant="subtle" leftSection={<IconFilterOff size={16} aria-hidden />} onClick={() => onChange({})}>
          {disputes.reset}
        </Button>
      )}
    </search>
  );
}
