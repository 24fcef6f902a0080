/** Data could not be loaded: why, and a button to try again. */
import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useTexts } from '../i18n/language.tsx';
import { errorLine } from './error-line.ts';
import { PageMessage } from './page-message.tsx';

export function LoadError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const texts = useTexts();
  return (
    <PageMessage
      role="alert"
      icon={<IconCloudOff />}
      title={texts.errors.title}
      action={<Button onClick={onRetry}>{texts.tryAgain}</Button>}
    >
      {errorLine(error, texts)}
    </PageMessage>
  );
}
