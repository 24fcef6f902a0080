/** Which columns the table shows; the choice stands in the address. */
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTexts } from '../../i18n/language.tsx';
import classes from './call-list.module.css';
import { type CallsSearch, columnNames, hiddenColumns, withColumn } from './calls-search.ts';

interface ColumnMenuProps {
  search: CallsSearch;
  onChange: (search: CallsSearch) => void;
}

export function ColumnMenu({ search, onChange }: ColumnMenuProps) {
  const { list } = useTexts();
  const hidden = hiddenColumns(search);
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.columnsButton}
          leftSection={<IconColumns3 size={17} aria-hidden />}
        >
          {list.columnsMenu}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={list.columnsMenu}>
        <Stack gap="sm">
          {columnNames.map((name) => (
            <Checkbox
              key={name}
              size="md"
              label={list.columns[name]}
              checked={!hidden.includes(name)}
              onChange={({ currentTarget }) => onChange(withColumn(search, name, currentTarget.checked))}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
