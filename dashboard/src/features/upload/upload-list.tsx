/** What stands in the panel: every file on its way with its progress, and what became of it. */
import { ActionIcon, Button, Collapse, Progress, Text } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { StatusLine } from '../../components/status-line.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './upload.module.css';
import { UploadRow } from './upload-row.tsx';
import { isHere, summarize } from './uploads.ts';
import { useUploadList, useUploads } from './uploads-context.tsx';

export function UploadList() {
  const { upload } = useTexts();
  const uploads = useUploads();
  const items = useUploadList();
  const { total, done, duplicates, failed, interrupted, open: running } = summarize(items);
  const [chosen, setChosen] = useState<boolean | null>(null);
  // What ended well before the page was loaded anew is no news: the panel does not cover the page for it.
  const open = chosen ?? (failed + interrupted > 0 || items.some(isHere));
  const line = [
    upload.summary(done, total),
    ...(duplicates > 0 ? [upload.duplicates(duplicates)] : []),
    ...(failed > 0 ? [upload.failed(failed)] : []),
    ...(interrupted > 0 ? [upload.interruptedCount(interrupted)] : []),
  ].join(', ');
  // In the headline's words: what has been sent, with the parts of those on their way.
  const share = items.reduce((sum, item) => sum + item.share, 0) / total;
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
          onClick={() => setChosen(!open)}
        >
          {open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
        </ActionIcon>
      </header>
      {running > 0 && (
        <Progress.Root size="sm" radius={0}>
          <Progress.Section value={share * 100} aria-label={upload.total} />
        </Progress.Root>
      )}
      <Collapse expanded={open}>
        <ul className={classes.list}>
          {items.map((item) => (
            <UploadRow key={item.key} item={item} />
          ))}
        </ul>
        {running < total && (
          <footer className={classes.panelFoot}>
            {items.some((item) => item.state === 'failed' && isHere(item)) && (
              <Button size="xs" variant="default" onClick={() => uploads.retryFailed()}>
                {upload.retryFailed}
              </Button>
            )}
            <Button size="xs" variant="subtle" onClick={() => uploads.clearFinished()}>
              {upload.clear}
            </Button>
          </footer>
        )}
      </Collapse>
    </section>
  );
}
