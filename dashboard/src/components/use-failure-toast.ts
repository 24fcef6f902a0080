/** A short message that something did not work, for what has no place of its own on the page. */
import { notifications } from '@mantine/notifications';
import { useTexts } from '../i18n/language.tsx';
import { errorLine } from './error-line.ts';

/** Makes what tells of an error; `title`: what did not work, absent where the line alone says it. */
export function useFailureToast(): (title?: string) => (error: unknown) => void {
  const texts = useTexts();
  return (title) => (error) => {
    notifications.show({ color: 'red', title, message: errorLine(error, texts) });
  };
}
