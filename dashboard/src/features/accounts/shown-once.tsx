/** A password or a key that is shown once: to be copied now. */
import { Button, CopyButton, Group } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './shown-once.module.css';

export function ShownOnce({ title, secret }: { title: string; secret: string }) {
  const { accounts } = useTexts();
  return (
    <Notice tone="info" role="status" title={title}>
      <p>{accounts.shownOnce}</p>
      <Group gap="sm">
        <code className={classes.secret}>{secret}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}>
              {copied ? accounts.copied : accounts.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Notice>
  );
}
