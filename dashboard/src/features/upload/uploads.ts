/** The queue of uploads: a store outside of React, so that changing the page interrupts nothing. */
import type { CallFiles } from './pair-files.ts';

/** `paused`: the line is broken, the sending goes on by itself; `interrupted`: the page was loaded anew before the file was sent; the browser has it no more. */
export type UploadState =
  | 'waiting'
  | 'sending'
  | 'paused'
  | 'checking'
  | 'accepted'
  | 'duplicate'
  | 'failed'
  | 'cancelled'
  | 'interrupted';

export interface Upload<F> extends CallFiles<F> {
  key: number;
  state: UploadState;
  /** Share sent, 0…1. */
  share: number;
  /** Why it failed. */
  error: unknown;
  /** Id of the call, once the server has accepted it. */
  callId: string | null;
}

/** Sends one call; the same shape as `uploadCall`. */
export type Send<F> = (
  files: CallFiles<F>,
  news: { onProgress: (share: number) => void; onBreak: () => void },
  signal: AbortSignal,
) => Promise<{ id: string; duplicate: boolean }>;

const atOnce = 2;

/** True while the page has the file: it can be sent (again). */
export const isHere = ({ recording, transcript }: Pick<Upload<unknown>, 'recording' | 'transcript'>): boolean =>
  recording !== null || transcript !== null;

/** True until a file has come to an end, good or bad. */
export const isOnTheWay = (state: UploadState): state is 'waiting' | 'sending' | 'paused' | 'checking' =>
  state === 'waiting' || state === 'sending' || state === 'paused' || state === 'checking';

export type Uploads<F> = ReturnType<typeof createUploads<F>>;

/** `onAccepted` hears of every call the server took; `known` is what was there before the page was loaded anew. */
export function createUploads<F>(send: Send<F>, onAccepted: () => void, known: readonly Upload<F>[] = []) {
  let items: readonly Upload<F>[] = known;
  let nextKey = Math.max(0, ...known.map(({ key }) => key)) + 1;
  const listeners = new Set<() => void>();
  const running = new Map<number, AbortController>();

  const replace = (next: readonly Upload<F>[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  const change = (key: number, changes: Partial<Upload<F>>) =>
    replace(items.map((item) => (item.key === key ? { ...item, ...changes } : item)));

  const run = async (item: Upload<F>) => {
    const controller = new AbortController();
    running.set(item.key, controller);
    change(item.key, { state: 'sending', share: 0, error: null });
    try {
      // What comes of a file after it was cancelled says nothing any more.
      const tell = (changes: Partial<Upload<F>>) => {
        if (!controller.signal.aborted) change(item.key, changes);
      };
      const onProgress = (share: number) => tell({ share, state: share >= 1 ? 'checking' : 'sending' });
      const onBreak = () => tell({ state: 'paused' });
      const { id, duplicate } = await send(item, { onProgress, onBreak }, controller.signal);
      change(item.key, { state: duplicate ? 'duplicate' : 'accepted', share: 1, callId: id });
      onAccepted();
    } catch (error) {
      change(item.key, controller.signal.aborted ? { state: 'cancelled' } : { state: 'failed', error });
    } finally {
      running.delete(item.key);
      startNext();
    }
  };
  const startNext = () => {
    for (const item of items) {
      if (running.size >= atOnce) return;
      if (item.state === 'waiting' && !running.has(item.key)) void run(item);
    }
  };

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    list: () => items,
    add(calls: readonly CallFiles<F>[]) {
      const added = calls.map((call) => {
        const key = nextKey++;
        return { ...call, key, state: 'waiting' as const, share: 0, error: null, callId: null };
      });
      // A file that is chosen again takes the place of what the page has lost.
      const names = new Set(calls.map(({ name }) => name));
      replace([...items.filter((item) => isHere(item) || item.callId !== null || !names.has(item.name)), ...added]);
      startNext();
    },
    cancel(key: number) {
      const controller = running.get(key);
      if (controller) controller.abort();
      else change(key, { state: 'cancelled' });
    },
    retry(key: number) {
      change(key, { state: 'waiting', share: 0, error: null });
      startNext();
    },
    retryFailed() {
      replace(
        items.map((item) =>
          item.state === 'failed' && isHere(item) ? { ...item, state: 'waiting', share: 0, error: null } : item,
        ),
      );
      startNext();
    },
    clearFinished() {
      replace(items.filter(({ state }) => isOnTheWay(state)));
    },
  };
}

/** Counts for the headline: `done` were accepted or known (`duplicates` of them known), `failed` were not, `open` are on their way. */
export function summarize(items: readonly { state: UploadState }[]) {
  const count = (...states: UploadState[]) => items.filter(({ state }) => states.includes(state)).length;
  return {
    total: items.length,
    done: count('accepted', 'duplicate'),
    duplicates: count('duplicate'),
    interrupted: count('interrupted'),
    failed: count('failed'),
    open: items.filter(({ state }) => isOnTheWay(state)).length,
  };
}
