/** The filters of a page. On a phone they are folded under a button, with what is chosen beside it. */
import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../i18n/language.tsx';
import classes from './filter-fold.module.css';

/** A filter that is set. */
export interface ChosenFilter {
  /** What it is set to, as people read it: «Оператор: Анна». */
  text: string;
  clear: () => void;
}

interface FilterFoldProps {
  /** Name of the region; absent where it stands in one already. */
  label?: string;
  chosen: readonly ChosenFilter[];
  /** Layout of the filters themselves. */
  className?: string | undefined;
  children: ReactNode;
}

export function FilterFold({ label, chosen, className, children }: FilterFoldProps) {
  const { filters } = useTexts();
  const [opened, setOpened] = useState(false);
  const id = useId();
  const Region = label === undefined ? 'div' : 'search';
  return (
    <Region aria-label={label}>
      <div className={classes.bar}>
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={17} aria-hidden />}
          aria-expanded={opened}
          aria-controls={id}
          onClick={() => setOpened(!opened)}
        >
          {filters.fold(chosen.length)}
        </Button>
        {chosen.length > 0 && (
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
        )}
      </div>
      <div id={id} className={`${classes.filters} ${className ?? ''}`} data-opened={opened}>
        {children}
      </div>
    </Region>
  );
}

/** «Name: value» for a filter that is set, nothing for one that is not. */
export const chosenFilter = (name: string, value: string | undefined, clear: () => void): ChosenFilter[] =>
  value === undefined ? [] : [{ text: `${name}: ${value}`, clear }];
