/** The menu that takes the figures out: workbook, paper, CSV of all tables or of the one in view, print. */
import { IconFileSpreadsheet, IconFileTypeCsv, IconFileTypePdf, IconFileZip } from '@tabler/icons-react';
import { type GroupKind, type TrendFilter, trendFileUrl } from '../../api/trends.ts';
import { FileMenu } from '../../components/file-menu.tsx';
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
  const files = formats.map(({ format, Icon }) => ({
    href: trendFileUrl(filter, format, format === 'csv' ? table : undefined),
    text: trends.files[format],
    Icon,
  }));
  return (
    <div className={classes.tools}>
      <FileMenu label={trends.takeOut} files={files} printing={trends.files.print} />
    </div>
  );
}
