/** Where short messages appear, with its styles. */
import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';

export function ToastPlace() {
  return <Notifications position="top-center" />;
}
