/** Keeps what is being said in view, until the person scrolls by hand; «К текущему месту» takes it up again. */
import { type RefObject, useEffect, useState } from 'react';
import { usePlace } from '../../player/playback-context.tsx';

/** Keys that scroll the transcript. */
const scrollKeys = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

interface Follow {
  scroller: RefObject<HTMLElement | null>;
  /** Index of the row to keep in view. */
  near: number;
  scrollToRow: (index: number) => void;
}

export function useFollow({ scroller, near, scrollToRow }: Follow) {
  const [following, setFollowing] = useState(true);
  /** Long segments scroll inside: once a second is enough. */
  const second = usePlace(({ time }) => Math.floor(time));
  const moved = usePlace(({ time, paused }) => time > 0 || !paused);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const stop = () => setFollowing(false);
    const onKey = ({ key }: KeyboardEvent) => {
      if (scrollKeys.has(key)) stop();
    };
    // A press on the scroller itself, and not on its contents, is a press on the scroll bar.
    const onPress = ({ target }: PointerEvent) => {
      if (target === element) stop();
    };
    element.addEventListener('wheel', stop, { passive: true });
    element.addEventListener('touchmove', stop, { passive: true });
    element.addEventListener('keydown', onKey);
    element.addEventListener('pointerdown', onPress);
    return () => {
      element.removeEventListener('wheel', stop);
      element.removeEventListener('touchmove', stop);
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('pointerdown', onPress);
    };
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the place changes, not when the virtualizer does.
  useEffect(() => {
    const element = scroller.current;
    if (!following || !moved || !element) return;
    const spoken = element.querySelector('[aria-current="true"]') ?? element.querySelector(`[data-index="${near}"]`);
    if (!spoken) return scrollToRow(near);
    const view = element.getBoundingClientRect();
    const { top, bottom } = spoken.getBoundingClientRect();
    if (top >= view.top + view.height * 0.1 && bottom <= view.top + view.height * 0.75) return;
    element.scrollBy({ top: (top + bottom) / 2 - (view.top + view.height * 0.4) });
  }, [following, near, second, moved]);

  return { following: following || !moved, resume: () => setFollowing(true), pause: () => setFollowing(false) };
}
