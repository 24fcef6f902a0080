/** The place of short messages: fetched with the first of them. */
import { notificationsStore } from '@mantine/notifications';
import { lazy, Suspense, useSyncExternalStore } from 'react';

const ToastPlace = lazy(async () => ({ default: (await import('./toast-place.tsx')).ToastPlace }));

let any = false;
const subscribe = (tell: () => void) =>
  notificationsStore.subscribe(() => {
    any = true;
    tell();
  });

export function Toasts() {
  if (!useSyncExternalStore(subscribe, () => any)) return null;
  return (
    <Suspense>
      <ToastPlace />
    </Suspense>
  );
}
