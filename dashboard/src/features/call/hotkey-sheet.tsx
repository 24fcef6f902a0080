/** Fetches the sheet of hotkeys when it is first opened. */
import { lazy, Suspense, useRef } from 'react';
import { useFocusBack } from '../../components/use-focus-back.ts';

const HotkeyHelp = lazy(async () => ({ default: (await import('./hotkey-help.tsx')).HotkeyHelp }));

export function HotkeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  useFocusBack(opened);
  const wanted = useRef(opened);
  wanted.current ||= opened;
  if (!wanted.current) return null;
  return (
    <Suspense>
      <HotkeyHelp opened={opened} onClose={onClose} />
    </Suspense>
  );
}
