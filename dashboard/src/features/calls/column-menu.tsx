/** Which columns the table shows; the choice stands in the address. */
import { Button } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { DropDown } from '../../components/drop-down.tsx';
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
    <DropDown
      label={list.columnsMenu}
      button={(props) => (
        <Button
          {...props}
          variant="default"
          className={classes.columnsButton}
          leftSection={<IconColumns3 size={17} aria-hidden />}
        >
          {list.columnsMenu}
        </Button>
      )}
    >
      {() =>
        columnNames.map((name) => (
          <label key={name} className={classes.columnChoice}>
            <input
              type="checkbox"
              checked={!hidden.includes(name)}
              onChange={({ currentTarget }) => onChange(withColumn(search, name, currentTarget.checked))}
            />
            {list.columns[name]}
          </label>
        ))
      }
    </DropDown>
  );
}
