/** The notices of a person, newest first: each leads to its moment and is read by that; or all are read at once. */
import { Button, Loader } from '@mantine/core';
import { IconChecks, IconPointFilled } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useFormat } from '../../access/session.ts';
import { noticesKey } from '../../api/desk-keys.ts';
import { listNotices, markRead, unreadNotices } from '../../api/notices.ts';
import type { Notice } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { noticeSentence } from './notice-sentence.ts';
import classes from './notices.module.css';

export function NoticeList({ unread, onLeave }: { unread: number; onLeave: () => void }) {
  const { notices: texts } = useOperatorTexts();
  const queries = useQueryClient();
  const list = useInfiniteQuery(listNotices);
  const tellFailure = useFailureToast();
  const read = useMutation({
    mutationFn: (ids?: string[]) => markRead(ids),
    onSuccess: (left) => {
      queries.setQueryData(unreadNotices.queryKey, left);
      return queries.invalidateQueries({ queryKey: noticesKey });
    },
    onError: tellFailure(),
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{texts.title}</h2>
        {unread > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconChecks size={16} aria-hidden />}
            loading={read.isPending}
            onClick={() => read.mutate(undefined)}
          >
            {texts.readAll}
          </Button>
        )}
      </div>
      {list.isPending && <Loader size="sm" m="md" role="status" aria-label={texts.title} />}
      {list.isError && !list.data && <LoadError error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <p className={classes.none}>{texts.none}</p>}
      <ul className={classes.list} aria-label={texts.list}>
        {items.map((notice) => (
          <li key={notice.id}>
            <NoticeLink
              notice={notice}
              onOpen={() => {
                if (!notice.read) read.mutate([notice.id]);
                onLeave();
              }}
            />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          fullWidth
          size="compact-sm"
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {texts.more}
        </Button>
      )}
    </>
  );
}

function NoticeLink({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { notices: texts } = useOperatorTexts();
  const format = useFormat();
  const { history } = useRouter();
  const open = (event: MouseEvent) => {
    onOpen();
    // In a new tab, as the browser does it.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.push(notice.link);
  };
  return (
    <a href={notice.link} className={classes.notice} data-unread={!notice.read || undefined} onClick={open}>
      <span className={classes.sentence}>{noticeSentence(notice, texts)}</span>
      <span className={classes.when}>
        {!notice.read && (
          <span className={classes.unread}>
            <IconPointFilled size={14} aria-hidden />
            {texts.unread}
          </span>
        )}
        <time dateTime={notice.at}>{format.moment(notice.at)}</time>
      </span>
    </a>
  );
}
