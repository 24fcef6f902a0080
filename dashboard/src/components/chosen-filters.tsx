/** Filters that are set, each as a button that clears it. */
import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTexts } from '../i18n/language.tsx';
import classes from './chosen-filters.module.css';

/** A filter that is set. */
export interface ChosenFilter {
  /** What it is set to, as people read it: «Оператор: Анна». */
  text: string;
  clear: () => void;
}

/** «Name: value» for a filter that is set, nothing for one that is not. */
export const chosenFilter = (name: string, value: string | undefined, clear: () => void): ChosenFilter[] =>
  value === undefined ? [] : [{ text: `${name}: ${value}`, clear }];

export function ChosenFilters({ chosen }: { chosen: readonly ChosenFilter[] }) {
  const { filters } = useTexts();
  if (chosen.length === 0) return null;
  return (
    <ul className={classes.chosen} aria-label={filters.chosen}>
      {chosen.map(({ text, clear }) => (
        <li key={text}>
          <Button
            size="compact-sm"
            variant="default"
            title={filters.drop}
            rightSection={<IconX size={14} aria-hidden />}
            onClick={clear}
          >
            {text}
          </Button>
        </li>
      ))}
    </ul>
  );
}
