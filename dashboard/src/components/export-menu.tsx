/** The menu that takes a table out as a file for spreadsheets. */
import { IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react';
import { type SheetFormat, sheetFormats } from '../api/scorecard-export.ts';
import { useTexts } from '../i18n/language.tsx';
import { FileMenu } from './file-menu.tsx';

const icons = { csv: IconFileTypeCsv, xlsx: IconFileSpreadsheet };

interface ExportMenuProps {
  hrefOf: (format: SheetFormat) => string;
  /** Adds printing, where the page has something to print. */
  printable?: boolean;
  size?: string;
}

export function ExportMenu({ hrefOf, printable = false, size }: ExportMenuProps) {
  const { exports } = useTexts();
  const files = sheetFormats.map((format) => ({
    href: hrefOf(format),
    text: exports.formats[format],
    Icon: icons[format],
  }));
  return (
    <FileMenu
      label={exports.button}
      files={files}
      printing={printable ? exports.print : undefined}
      {...(size !== undefined && { size })}
    />
  );
}
