/** The menu that takes a table out as a file for spreadsheets. */
import { Button, Menu } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv, IconPrinter } from '@tabler/icons-react';
import { type SheetFormat, sheetFormats } from '../api/scorecard-export.ts';
import { useTexts } from '../i18n/language.tsx';

const icons = { csv: IconFileTypeCsv, xlsx: IconFileSpreadsheet };

interface ExportMenuProps {
  hrefOf: (format: SheetFormat) => string;
  /** Adds printing, where the page has something to print. */
  printable?: boolean;
  size?: string;
}

export function ExportMenu({ hrefOf, printable = false, size = 'sm' }: ExportMenuProps) {
  const { exports } = useTexts();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" size={size} leftSection={<IconDownload size={16} aria-hidden />}>
          {exports.button}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={exports.button}>
        {sheetFormats.map((format) => {
          const Icon = icons[format];
          return (
            <Menu.Item
              key={format}
              component="a"
              href={hrefOf(format)}
              download
              leftSection={<Icon size={17} aria-hidden />}
            >
              {exports.formats[format]}
            </Menu.Item>
          );
        })}
        {printable && (
          // The menu closes first: it must not stand on the paper.
          <Menu.Item
            leftSection={<IconPrinter size={17} aria-hidden />}
            onClick={() => window.setTimeout(() => window.print(), 300)}
          >
            {exports.print}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
