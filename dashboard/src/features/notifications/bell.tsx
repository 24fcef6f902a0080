/** The bell of the header: how much is unread, and the notices behind it. */
import { Loader, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { unreadNotices } from '../../api/notices.ts';
import { DropDown } from '../../components/drop-down.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './notices.module.css';

const NoticeList = lazy(async () => ({ default: (await import('./notice-list.tsx')).NoticeList }));

/** So many are shown as a number; more is «99+». */
const mostShown = 99;

export function Bell() {
  const { notices, loading } = useTexts();
  const { data: unread = 0 } = useQuery(unreadNotices);
  return (
    <DropDown
      label={notices.title}
      width={24}
      button={(props) => (
        <UnstyledButton {...props} className={classes.bell} aria-label={notices.unread(unread)} title={notices.title}>
          <IconBell size={22} stroke={1.6} aria-hidden />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {unread > mostShown ? `${mostShown}+` : unread}
            </span>
          )}
        </UnstyledButton>
      )}
    >
      {(close) => (
        <Suspense fallback={<Loader role="status" aria-label={loading} />}>
          <NoticeList unread={unread} onLeave={close} />
        </Suspense>
      )}
    </DropDown>
  );
}
