/** A defect of the page itself: said plainly, with the way out. */
import { Button } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import { PageMessage } from '../components/page-message.tsx';
import { useTexts } from '../i18n/language.tsx';

export function CrashPage() {
  const { errors } = useTexts();
  return (
    <PageMessage
      whole
      role="alert"
      icon={<IconBug />}
      title={errors.crashed}
      action={<Button onClick={() => window.location.reload()}>{errors.reload}</Button>}
    >
      {errors.crashedHint}
    </PageMessage>
  );
}
