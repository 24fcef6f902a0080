/** One page for an address that does not exist and for one that is not the person's: the two must not differ. */
import { useDocumentTitle } from '@mantine/hooks';
import { IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../i18n/language.tsx';
import { PageMessage } from './page-message.tsx';

export function NotFound() {
  const { notFound, product } = useTexts();
  useDocumentTitle(`${notFound.title} – ${product}`);
  return (
    <PageMessage
      whole
      icon={<IconMapPinOff />}
      title={notFound.title}
      action={<Link to="/calls">{notFound.back}</Link>}
    >
      {notFound.text}
    </PageMessage>
  );
}
