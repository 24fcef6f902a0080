/** A button with a menu of files to take out and, where there is something to print, of printing. */
import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { DropDown } from './drop-down.tsx';
import classes from './file-menu.module.css';

interface OfferedFile {
  href: string;
  text: string;
  Icon: typeof IconDownload;
}

interface FileMenuProps {
  label: string;
  files: readonly OfferedFile[];
  /** Adds printing, under this name. */
  printing?: string | undefined;
  size?: string;
}

export function FileMenu({ label, files, printing, size = 'sm' }: FileMenuProps) {
  return (
    <DropDown
      label={label}
      button={(props) => (
        <Button {...props} variant="default" size={size} leftSection={<IconDownload size={16} aria-hidden />}>
          {label}
        </Button>
      )}
    >
      {(close) => (
        <>
          {files.map(({ href, text, Icon }) => (
            <a key={text} href={href} download className={classes.item} onClick={close}>
              <Icon size={17} aria-hidden />
              {text}
            </a>
          ))}
          {printing !== undefined && (
            <button
              type="button"
              className={classes.item}
              onClick={() => {
                close();
                window.print();
              }}
            >
              <IconPrinter size={17} aria-hidden />
              {printing}
            </button>
          )}
        </>
      )}
    </DropDown>
  );
}
