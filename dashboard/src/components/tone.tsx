/** A small label with an icon whose colour says good, bad or in between; the words say it too. */
import type { ReactNode } from 'react';
import type { ToneName } from './score-tone.ts';
import classes from './tone.module.css';

interface ToneProps {
  tone: ToneName;
  icon?: ReactNode;
  title?: string | undefined;
  children: ReactNode;
}

export function Tone({ tone, icon, title, children }: ToneProps) {
  return (
    <span className={classes.tone} data-tone={tone} title={title}>
      {icon}
      <span>{children}</span>
    </span>
  );
}
