/** The bell of the header: how much is unread, and the notices behind it. */
import { Loader, Popover, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { unreadNotices } from '../../api/notices.ts';
import { useTexts } from '../../i18n/language.tsx';
import classes from './notices.module.css';

const NoticeList = lazy(async () => ({ default: (await import('./notice-list.tsx')).NoticeList }));

/** So many are shown as a number; more is «99+». */
const mostShown = 99;

export function Bell() {
  const { notices, loading } = useTexts();
  const [opened, setOpened] = useState(false);
  const { data: unread = 0 } = useQuery(unreadNotices);
  return (
    <Popover
      position="bottom-end"
      width="min(24rem, 94vw)"
      shadow="md"
      trapFocus
      returnFocus
      opened={opened}
      onChange={setOpened}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <UnstyledButton
          className={classes.bell}
          aria-label={notices.unread(unread)}
          title={notices.title}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={22} stroke={1.6} aria-hidden />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {unread > mostShown ? `${mostShown}+` : unread}
            </span>
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={notices.title} className={classes.dropdown}>
        <Suspense fallback={<Loader role="status" aria-label={loading} />}>
          <NoticeList unread={unread} onLeave={() => setOpened(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
