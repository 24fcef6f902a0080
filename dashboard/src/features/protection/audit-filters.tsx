/** What of the log is shown: who, what, about what, when. It stands in the address. */
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../access/session.ts';
import type { AuditAction } from '../../api/shapes.ts';
import { chosenFilter } from '../../components/chosen-filters.tsx';
import { FilterFold } from '../../components/filter-fold.tsx';
import classes from '../../components/tabbed-page.module.css';
import { useTexts } from '../../i18n/language.tsx';
import { isNarrowed, type ProtectionSearch } from './protection-search.ts';

const route = getRouteApi('/protection');

export function AuditFilters({ search }: { search: ProtectionSearch }) {
  const { protection: words, filters } = useTexts();
  const navigate = route.useNavigate();
  const change = (next: ProtectionSearch, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace });
  // Letters of one name are one step of the history.
  const type = (name: 'actor' | 'object') => (text: string) =>
    change({ [name]: text || undefined }, search[name] !== undefined && text !== '');
  const { day } = useFormat();
  const chosen = [
    ...chosenFilter(words.actor, search.actor, () => change({ actor: undefined })),
    ...chosenFilter(words.action, search.action && words.actions[search.action], () => change({ action: undefined })),
    ...chosenFilter(words.object, search.object, () => change({ object: undefined })),
    ...chosenFilter(words.from, search.from && day(search.from), () => change({ from: undefined })),
    ...chosenFilter(words.to, search.to && day(search.to), () => change({ to: undefined })),
  ];
  return (
    <FilterFold label={words.filterLabel} chosen={chosen} className={classes.row}>
      <TypedFilter label={words.actor} value={search.actor ?? ''} onChange={type('actor')} />
      <Select
        label={words.action}
        placeholder={words.anyAction}
        data={(Object.entries(words.actions) as [AuditAction, string][]).map(([value, label]) => ({ value, label }))}
        value={search.action ?? null}
        onChange={(action) => change({ action: action ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': words.anyAction }}
        searchable
      />
      <TypedFilter label={words.object} value={search.object ?? ''} onChange={type('object')} />
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={`${end} ${search[end] ?? ''}`}
          type="date"
          label={words[end]}
          defaultValue={search[end] ?? ''}
          onBlur={({ currentTarget: { value } }) => {
            if (value !== (search[end] ?? '')) change({ [end]: value || undefined });
          }}
        />
      ))}
      {isNarrowed(search) && (
        <Button
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => void navigate({ search: { tab: search.tab } })}
        >
          {filters.reset}
        </Button>
      )}
    </FilterFold>
  );
}

interface TypedFilterProps {
  label: string;
  /** As the address has it. */
  value: string;
  onChange: (text: string) => void;
}

/** What is typed goes to the address when the fingers rest. */
function TypedFilter({ label, value, onChange }: TypedFilterProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const send = useDebouncedCallback((typed: string) => {
    sent.current = typed;
    onChange(typed);
  }, 300);
  // The address has changed by another hand: the Back button, the button that resets.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  return (
    <TextInput
      label={label}
      maxLength={200}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        send(currentTarget.value.trim());
      }}
    />
  );
}
