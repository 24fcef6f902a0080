/** Something is on its way. */
import { Center, Loader } from '@mantine/core';
import { useTexts } from '../i18n/language.tsx';

export function PageLoader() {
  const { loading } = useTexts();
  return (
    <Center mih="40vh">
      <Loader role="status" aria-label={loading} />
    </Center>
  );
}
