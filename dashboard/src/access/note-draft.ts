/** The coaching note that a person is putting together: moments picked on pages of calls and operators, kept in this browser. */
import { useSyncExternalStore } from 'react';
import type { RuleName } from '../api/shapes.ts';
import { keepText, keptNames, keptText } from './kept-text.ts';
import { useSession } from './session.ts';

/** A finding to hear. */
export interface DraftClip {
  callId: string;
  callName: string;
  findingId: string;
  rule: RuleName;
  start: number;
  end: number;
  quote: string;
}

export interface NoteDraft {
  /** Id of the note to be: sent twice, it is one note. */
  id: string;
  operatorId: string;
  operatorName: string;
  text: string;
  clips: DraftClip[];
}

const prefix = 'note.';
/** The server takes no more. */
const mostClips = 20;

const listeners = new Set<() => void>();
/** One object as long as nothing changes: what the pages compare. */
const cache = new Map<string, { kept: string; draft: NoteDraft | null }>();

function readDraft(owner: string, operatorId: string): NoteDraft | null {
  const kept = keptText(owner, prefix + operatorId);
  const key = `${owner} ${operatorId}`;
  const known = cache.get(key);
  if (known?.kept === kept) return known.draft;
  let draft: NoteDraft | null = null;
  try {
    if (kept !== '') draft = JSON.parse(kept) as NoteDraft;
  } catch {
    // What cannot be read is as good as lost.
  }
  cache.set(key, { kept, draft });
  return draft;
}

function keepDraft(owner: string, draft: NoteDraft): void {
  const isEmpty = draft.clips.length === 0 && draft.text.trim() === '';
  keepText(owner, prefix + draft.operatorId, isEmpty ? '' : JSON.stringify(draft));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab may be picking moments too.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The draft for an operator (null while there is none) and what changes it. */
export function useNoteDraft(operatorId: string, operatorName: string) {
  const { user } = useSession();
  const draft = useSyncExternalStore(subscribe, () => readDraft(user.id, operatorId));
  const now = (): NoteDraft =>
    readDraft(user.id, operatorId) ?? { id: crypto.randomUUID(), operatorId, operatorName, text: '', clips: [] };
  return {
    draft,
    has: (findingId: string) => draft?.clips.some((clip) => clip.findingId === findingId) ?? false,
    isFull: (draft?.clips.length ?? 0) >= mostClips,
    add: (clip: DraftClip) => {
      const { clips, ...rest } = now();
      const others = clips.filter(({ findingId }) => findingId !== clip.findingId);
      keepDraft(user.id, { ...rest, clips: [...others, clip].slice(0, mostClips) });
    },
    remove: (findingId: string) => {
      const { clips, ...rest } = now();
      keepDraft(user.id, { ...rest, clips: clips.filter((clip) => clip.findingId !== findingId) });
    },
    write: (text: string) => keepDraft(user.id, { ...now(), text }),
    discard: () => keepDraft(user.id, { ...now(), text: '', clips: [] }),
  };
}

/** Every draft of the person. */
export function useNoteDrafts(): NoteDraft[] {
  const { user } = useSession();
  const names = useSyncExternalStore(subscribe, () => keptNames(user.id, prefix).join('\n'));
  return names
    .split('\n')
    .filter((name) => name !== '')
    .flatMap((name) => readDraft(user.id, name.slice(prefix.length)) ?? []);
}
