/** Chooses an operator among those whose calls the reader may see. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listOperators } from '../api/list-operators.ts';
import { useLanguage } from '../i18n/language.tsx';

interface OperatorSelectProps {
  label: string;
  /** The choice that leaves nobody out. */
  any: string;
  value: string | undefined;
  onChange: (operator: string | undefined) => void;
}

/** Name of an operator as the select shows it; the id until the names are known. */
export function useOperatorName(id: string | undefined): string | undefined {
  const { data } = useQuery(listOperators);
  return data?.items.find((one) => one.id === id)?.name ?? id;
}

export function OperatorSelect({ label, any, value, onChange }: OperatorSelectProps) {
  const { language } = useLanguage();
  const { data } = useQuery(listOperators);
  const { compare } = new Intl.Collator(language);
  const names = (data?.items ?? [])
    .map(({ id, name }) => ({ value: id, label: name ?? id }))
    .sort((a, b) => compare(a.label, b.label));
  // Whoever the address names is offered, whether the server knows them or not.
  const known = value === undefined || names.some((one) => one.value === value);
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: any }, ...(known ? [] : [{ value, label: value }]), ...names]}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  );
}
