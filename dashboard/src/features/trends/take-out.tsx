/** The menu that takes the figures out: workbook, paper, CSV of all tables or of the one in view, print. */
import { Button, Menu } from '@mantine/core';
import {
  IconDownload,
  IconFileSpreadsheet,
  IconFileTypeCsv,
  IconFileTypePdf,
  IconFileZip,
  IconPrinter,
} from '@tabler/icons-react';
import { type GroupKind, type TrendFilter, trendFileUrl } from '../../api/trends.ts';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import classes from './trends.module.css';
import type { TrendsSearch } from './trends-search.ts';

const formats = [
  { format: 'xlsx', Icon: IconFileSpreadsheet },
  { format: 'pdf', Icon: IconFileTypePdf },
  { format: 'zip', Icon: IconFileZip },
  { format: 'csv', Icon: IconFileTypeCsv },
] as const;
const groupTables = { operator: 'operators', team: 'teams', topic: 'topics', hour: 'hours' } as const;
const viewTables = { criteria: 'heat', times: 'times', words: 'entries', mail: 'summary' } as const;

interface TakeOutProps {
  filter: TrendFilter;
  view: TrendsSearch['view'];
  by: GroupKind | undefined;
}

export function TakeOut({ filter, view, by }: TakeOutProps) {
  const { trends } = useTrendTexts();
  const table = view === undefined ? groupTables[by ?? 'operator'] : viewTables[view];
  return (
    <div className={classes.tools}>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            {trends.takeOut}
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label={trends.takeOut}>
          {formats.map(({ format, Icon }) => (
            <Menu.Item
              key={format}
              component="a"
              href={trendFileUrl(filter, format, format === 'csv' ? table : undefined)}
              download
              leftSection={<Icon size={17} aria-hidden />}
            >
              {trends.files[format]}
            </Menu.Item>
          ))}
          <Menu.Item
            leftSection={<IconPrinter size={17} aria-hidden />}
            // The menu closes first: it must not stand on the paper.
            onClick={() => window.setTimeout(() => window.print(), 300)}
          >
            {trends.files.print}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
