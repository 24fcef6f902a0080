/** «Наставничество»: notes to operators, newest first; and those that were begun and not sent. */
import { Button, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCircleCheck, IconClock, IconNotes } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useNoteDrafts } from '../../access/note-draft.ts';
import { useFormat, useMay } from '../../access/session.ts';
import { listNotes } from '../../api/coaching.ts';
import type { CoachingNote } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { OperatorSelect } from '../../components/operator-select.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PageMessage } from '../../components/page-message.tsx';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './coaching.module.css';

const route = getRouteApi('/coaching');

export function CoachingPage() {
  const { product } = useTexts();
  const { coaching } = useOperatorTexts();
  useDocumentTitle(`${coaching.title} – ${product}`);
  const mayWrite = useMay('coaching.write');
  const { operator } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(listNotes({ operator }));
  const notes = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {coaching.title}
      </Title>
      <Text className={classes.muted}>{mayWrite ? coaching.intro : coaching.introOwn}</Text>
      {mayWrite && (
        <div className={classes.filters}>
          <OperatorSelect
            label={coaching.operator}
            any={coaching.anyOperator}
            value={operator}
            onChange={(next) => void navigate({ search: { operator: next } })}
          />
        </div>
      )}
      {mayWrite && <Drafts />}
      {list.isPending && <PageLoader />}
      {list.isError && !list.data && <LoadError error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && notes.length === 0 && (
        <PageMessage icon={<IconNotes />} title={coaching.empty.title}>
          {mayWrite ? coaching.empty.text : coaching.empty.own}
        </PageMessage>
      )}
      <ul className={classes.list} aria-label={coaching.list}>
        {notes.map((note) => (
          <NoteLine key={note.id} note={note} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" mx="auto" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {coaching.more}
        </Button>
      )}
    </div>
  );
}

function Drafts() {
  const { coaching } = useOperatorTexts();
  const drafts = useNoteDrafts();
  if (drafts.length === 0) return null;
  return (
    <section className={classes.card}>
      <h2 className={classes.cardTitle}>{coaching.drafts}</h2>
      <ul className={classes.plainList}>
        {drafts.map(({ id, operatorId, operatorName, clips }) => (
          <li key={id}>
            <Link to="/coaching/new" search={{ operator: operatorId }} className={classes.line}>
              {coaching.draftFor(operatorName, clips.length)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoteLine({ note }: { note: CoachingNote }) {
  const { coaching } = useOperatorTexts();
  const format = useFormat();
  const mayWrite = useMay('coaching.write');
  const { acknowledgedAt } = note;
  return (
    <li className={classes.note}>
      <Link to="/coaching/$id" params={{ id: note.id }} className={classes.noteLink}>
        {mayWrite
          ? coaching.noteTo(note.operatorName ?? note.operatorId)
          : coaching.by(note.by.name, format.moment(note.at))}
      </Link>
      <p className={classes.excerpt}>{note.text}</p>
      <div className={classes.facts}>
        <Tone
          tone={acknowledgedAt === null ? 'info' : 'good'}
          icon={
            acknowledgedAt === null ? <IconClock size={15} aria-hidden /> : <IconCircleCheck size={15} aria-hidden />
          }
        >
          {acknowledgedAt === null ? coaching.unread : coaching.read(format.moment(acknowledgedAt))}
        </Tone>
        <span className={classes.muted}>{coaching.clips(note.clips.length)}</span>
        {mayWrite && <span className={classes.muted}>{coaching.by(note.by.name, format.moment(note.at))}</span>}
      </div>
    </li>
  );
}
