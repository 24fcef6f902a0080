/** The menu that takes a table out as a file for spreadsheets. */
import { Button } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv, IconPrinter } from '@tabler/icons-react';
import { type SheetFormat, sheetFormats } from '../api/scorecard-export.ts';
import { useTexts } from '../i18n/language.tsx';
import { DropDown } from './drop-down.tsx';
import classes from './export-menu.module.css';

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
    <DropDown
      label={exports.button}
      button={(props) => (
        <Button {...props} variant="default" size={size} leftSection={<IconDownload size={16} aria-hidden />}>
          {exports.button}
        </Button>
      )}
    >
      {(close) => (
        <>
          {sheetFormats.map((format) => {
            const Icon = icons[format];
            return (
              <a key={format} href={hrefOf(format)} download className={classes.item} onClick={close}>
                <Icon size={17} aria-hidden />
                {exports.formats[format]}
              </a>
            );
          })}
          {printable && (
            <button
              type="button"
              className={classes.item}
              onClick={() => {
                close();
                window.print();
              }}
            >
              <IconPrinter size={17} aria-hidden />
              {exports.print}
            </button>
          )}
        </>
      )}
    </DropDown>
  );
}
