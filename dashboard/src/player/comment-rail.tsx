/** The rail with a pin for every comment, at its second. */
import { IconMessage } from '@tabler/icons-react';
import { useReviewTexts } from '../i18n/review-texts.ts';
import { keepFocus } from './keep-focus.ts';
import classes from './player.module.css';

export interface CommentPin {
  id: string;
  /** Seconds from the start. */
  second: number;
  label: string;
  onOpen: () => void;
}

export function CommentRail({ pins, duration }: { pins: readonly CommentPin[]; duration: number }) {
  const { comments } = useReviewTexts();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
    <div className={classes.rail} role="group" aria-label={comments.list}>
      {pins.map(({ id, second, label, onOpen }) => (
        <button
          key={id}
          type="button"
          className={classes.pin}
          style={{ left: `${Math.min(1, second / duration) * 100}%` }}
          data-second={second}
          // The list of comments leads the keyboard to the same places.
          tabIndex={-1}
          aria-label={label}
          title={label}
          onMouseDown={keepFocus}
          onClick={onOpen}
        >
          <IconMessage size={16} aria-hidden />
        </button>
      ))}
    </div>
  );
}
