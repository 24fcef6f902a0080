/** Words that the recogniser's guards set apart, at their time: to be looked at, never judged. */
import { IconEarOff } from '@tabler/icons-react';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import classes from './transcript.module.css';
import type { DroppedRow } from './transcript-rows.ts';

export function DroppedWords({ row }: { row: DroppedRow }) {
  const { transcript, speakers } = useTexts();
  const title = transcript.droppedTitle(transcript.droppedReasons[row.reason]);
  return (
    <p className={classes.dropped} title={title}>
      <IconEarOff size={14} role="img" aria-label={title} />
      <span>
        {clock(row.start)} {speakers[row.speaker]}, {transcript.dropped}{' '}
        <span className={classes.word} data-start={row.start}>
          <s>{row.words.map(({ text }) => text).join(' ')}</s>
        </span>
      </span>
    </p>
  );
}
