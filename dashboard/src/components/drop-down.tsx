/** A button that opens a box below it. The browser's own popover: Esc and a click elsewhere close it, the focus goes back. */
import { type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import classes from './drop-down.module.css';

interface DropDownProps {
  /** What the box is, for screen readers. */
  label: string;
  /** The button; it must be given these properties. */
  button: (props: { popoverTarget: string; 'aria-expanded': boolean }) => ReactNode;
  /** The contents, made when the box is first opened; `close` closes it. */
  children: (close: () => void) => ReactNode;
  /** Width of the box in rem; without it the contents decide. */
  width?: number;
}

/** Between the button and the box, px. */
const gap = 4;

export function DropDown({ label, button, children, width }: DropDownProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const anchor = () => document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
    const place = () => {
      const { left, right, bottom } = anchor()?.getBoundingClientRect() ?? { left: 0, right: 0, bottom: 0 };
      const toRight = left + right > window.innerWidth;
      // A wide box leaves the edge of its button where the window would cut off its other side.
      const inside = (edge: number) =>
        `max(${gap}px, ${width === undefined ? `${edge}px` : `min(${edge}px, 100vw - ${width}rem - ${gap}px)`})`;
      element.style.top = `${bottom + gap}px`;
      element.style.left = toRight ? 'auto' : inside(left);
      element.style.right = toRight ? inside(window.innerWidth - right) : 'auto';
      element.style.maxHeight = `${Math.max(120, window.innerHeight - bottom - 3 * gap)}px`;
    };
    const onBefore = (event: Event) => {
      const opens = (event as ToggleEvent).newState === 'open';
      setOpened(opens);
      if (!opens) return;
      place();
      window.addEventListener('scroll', place, { passive: true });
      window.addEventListener('resize', place);
    };
    const onAfter = (event: Event) => {
      if ((event as ToggleEvent).newState === 'open') return;
      window.removeEventListener('scroll', place);
      window.removeEventListener('resize', place);
    };
    element.addEventListener('beforetoggle', onBefore);
    element.addEventListener('toggle', onAfter);
    return () => {
      element.removeEventListener('beforetoggle', onBefore);
      element.removeEventListener('toggle', onAfter);
      window.removeEventListener('scroll', place);
      window.removeEventListener('resize', place);
    };
  }, [id, width]);

  return (
    <>
      {button({ popoverTarget: id, 'aria-expanded': opened })}
      <div
        ref={box}
        id={id}
        popover="auto"
        className={classes.box}
        {...(opened && { role: 'dialog', 'aria-label': label })}
        style={width === undefined ? undefined : { width: `${width}rem` }}
      >
        {opened && <Suspense>{children(() => box.current?.hidePopover())}</Suspense>}
      </div>
    </>
  );
}
