/** A text field whose contents survive a crash of the page. */
import { useState } from 'react';
import { keepText, keptText } from './kept-text.ts';
import { useSession } from './session.ts';

/** The text and what changes it; `name` tells drafts of one person apart. */
export function useDraft(name: string): [string, (text: string) => void] {
  const { user } = useSession();
  const [text, setText] = useState(() => keptText(user.id, name));
  const change = (next: string) => {
    setText(next);
    keepText(user.id, name, next);
  };
  return [text, change];
}
