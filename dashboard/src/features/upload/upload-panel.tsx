/** The panel in the corner: every file on its way with its progress, and what became of it. */
import { ActionIcon, Button, Collapse, Text } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { StatusLine } from '../../components/status-line.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './upload.module.css';
import { UploadRow } from './upload-row.tsx';
import { summarize } from './uploads.ts';
import { useUploadList, useUploads } from './uploads-context.tsx';

export function UploadPanel() {
  const { upload } = useTexts();
  const uploads = useUploads();
  const items = useUploadList();
  const [open, setOpen] = useState(true);
  if (items.length === 0) return null;
  const { total, done, failed, open: running } = summarize(items);
  const line = failed > 0 ? `${upload.summary(done, total)}, ${upload.failed(failed)}` : upload.summary(done, total);
  return (
    <section className={classes.panel} aria-label={upload.title}>
      <StatusLine>{line}</StatusLine>
      <header className={classes.panelHead}>
        <Text fw={600} size="sm">
          {line}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-expanded={open}
          aria-label={open ? upload.collapse : upload.expand}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
        </ActionIcon>
      </header>
      <Collapse expanded={open}>
        <ul className={classes.list}>
          {items.map((item) => (
            <UploadRow key={item.key} item={item} />
          ))}
        </ul>
        {running < total && (
          <footer className={classes.panelFoot}>
            <Button size="xs" variant="subtle" onClick={() => uploads.clearFinished()}>
              {upload.clear}
            </Button>
          </footer>
        )}
      </Collapse>
    </section>
  );
}
