/** A notice in a coloured box: icon, what is the matter, and more about it. */
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

const icons = { good: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX, info: IconInfoCircle };

interface NoticeProps {
  tone: keyof typeof icons;
  title?: string;
  /** `alert` is read out at once, `status` when there is time. */
  role?: 'alert' | 'status';
  /** Across the whole width, title and text in one line. */
  band?: boolean;
  children?: ReactNode;
}

export function Notice({ tone, title, role, band = false, children }: NoticeProps) {
  const Icon = icons[tone];
  const heading = title !== undefined && <span className={classes.title}>{title}</span>;
  return (
    <div className={classes.notice} data-tone={tone} data-band={band || undefined} role={role}>
      <Icon size={20} aria-hidden />
      {band ? (
        <div>
          {heading}
          {heading && '. '}
          {children}
        </div>
      ) : (
        <div>
          {heading && <div>{heading}</div>}
          {children}
        </div>
      )}
    </div>
  );
}
