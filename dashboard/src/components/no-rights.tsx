/** The section is closed for the person's role. */
import { IconLock } from '@tabler/icons-react';
import { useTexts } from '../i18n/language.tsx';
import { PageMessage } from './page-message.tsx';

export function NoRights() {
  const { noRights } = useTexts();
  return (
    <PageMessage whole icon={<IconLock />} title={noRights.title}>
      {noRights.text}
    </PageMessage>
  );
}
