/** The focus goes back to where it was when a dialog is closed: also from dialogs that are in the page only while open. */
import { useLayoutEffect } from 'react';

export function useFocusBack(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return;
    const opener = document.activeElement;
    return () => {
      if (!(opener instanceof HTMLElement)) return;
      // After the dialog has let go of the focus.
      window.setTimeout(() => opener.focus({ preventScroll: true }), 20);
    };
  }, [opened]);
}
