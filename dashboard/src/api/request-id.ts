/** Ids of requests that make something: what is sent again after a lost answer is carried out once. */
import { useRef } from 'react';

/** Gives the id of a request by what it asks for: the same while the same is asked, another for anything else. */
export function useRequestId(): (asked: unknown) => string {
  const last = useRef<{ text: string; id: string } | null>(null);
  return (asked) => {
    const text = JSON.stringify(asked);
    if (last.current?.text !== text) last.current = { text, id: crypto.randomUUID() };
    return last.current.id;
  };
}
