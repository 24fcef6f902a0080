/** A message that fills an empty place: icon, what is the matter, what to do next. */
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page-message.module.css';

interface PageMessageProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  /** True where the message is the page. */
  whole?: boolean;
  /** `alert` is read out at once. */
  role?: 'alert' | 'status' | undefined;
}

export function PageMessage({ icon, title, children, action, whole = false, role }: PageMessageProps) {
  return (
    <div className={classes.box} role={role}>
      <div className={classes.icon} aria-hidden="true">
        {icon}
      </div>
      <Title order={whole ? 1 : 2} size="h3">
        {title}
      </Title>
      <p className={classes.text}>{children}</p>
      {action}
    </div>
  );
}
