/** Why the list is empty and what to do about it: nothing yet, or nothing that matches. */
import { Button } from '@mantine/core';
import { IconFilterOff, IconPhoneOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay, useSession } from '../../access/session.ts';
import { PageMessage } from '../../components/page-message.tsx';
import { useTexts } from '../../i18n/language.tsx';

export function NoCalls({ upload }: { upload: ReactNode }) {
  const { empty } = useTexts();
  const { role } = useSession().user;
  const mayUpload = useMay('call.upload');
  const text = role === 'operator' ? empty.noneOwn : mayUpload ? empty.noneUpload : empty.noneWait;
  return (
    <PageMessage icon={<IconPhoneOff />} title={empty.noneTitle} action={upload}>
      {text}
    </PageMessage>
  );
}

export function NoMatch({ onReset }: { onReset: () => void }) {
  const { empty, filters } = useTexts();
  return (
    <PageMessage
      icon={<IconFilterOff />}
      title={empty.noMatchTitle}
      action={
        <Button variant="default" onClick={onReset}>
          {filters.reset}
        </Button>
      }
    >
      {empty.noMatch}
    </PageMessage>
  );
}
