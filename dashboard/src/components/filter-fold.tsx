/** The filters of a page. On a phone they are folded under a button, with what is chosen beside it. */
import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../i18n/language.tsx';
import { type ChosenFilter, ChosenFilters } from './chosen-filters.tsx';
import classes from './filter-fold.module.css';

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
        <ChosenFilters chosen={chosen} />
      </div>
      <div id={id} className={`${classes.filters} ${className ?? ''}`} data-opened={opened}>
        {children}
      </div>
    </Region>
  );
}
