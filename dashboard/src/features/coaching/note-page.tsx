/** One coaching note: the words, the moments to hear, the operator's acknowledgement, and what came of it. */
import { Button, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconCheck, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFormat, useMay } from '../../access/session.ts';
import { ApiError } from '../../api/api-error.ts';
import { acknowledgeNote, readNote } from '../../api/coaching.ts';
import { coachingKey } from '../../api/desk-keys.ts';
import type { CoachingNote } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { ClipButton } from '../../player/clip-button.tsx';
import classes from './coaching.module.css';
import { EffectCard } from './effect-card.tsx';

const route = getRouteApi('/coaching/$id');

export function NotePage() {
  const { id } = route.useParams();
  const note = useQuery(readNote(id));
  if (note.isPending) return <PageLoader />;
  if (note.data) return <Note note={note.data} />;
  if (note.error instanceof ApiError && note.error.code === 'not_found') return <NotFound />;
  return <LoadError error={note.error} onRetry={() => void note.refetch()} />;
}

function Note({ note }: { note: CoachingNote }) {
  const { product } = useTexts();
  const { coaching } = useOperatorTexts();
  const format = useFormat();
  const mayWrite = useMay('coaching.write');
  const name = note.operatorName ?? note.operatorId;
  const title = mayWrite ? coaching.noteTo(name) : coaching.by(note.by.name, format.moment(note.at));
  useDocumentTitle(`${title} – ${product}`);
  return (
    <div className={classes.page}>
      <Link to="/coaching" className={classes.back}>
        <IconArrowLeft size={17} aria-hidden />
        {coaching.back}
      </Link>
      <Title order={1} size="h2" className={classes.title}>
        {title}
      </Title>
      {mayWrite && (
        <p className={classes.muted}>
          {coaching.by(note.by.name, format.moment(note.at))} ·{' '}
          <Link to="/operators/$id" params={{ id: note.operatorId }}>
            {coaching.toOperator}
          </Link>
        </p>
      )}
      <section className={classes.card}>
        <p className={classes.text}>{note.text}</p>
        <div className={classes.facts}>
          <Acknowledgement note={note} />
        </div>
      </section>
      <section className={classes.card}>
        <h2 className={classes.cardTitle}>{coaching.clipsTitle}</h2>
        <ul className={classes.plainList}>
          {note.clips.map((clip) => (
            <Clip key={clip.findingId} clip={clip} />
          ))}
        </ul>
      </section>
      <EffectCard noteId={note.id} />
    </div>
  );
}

function Clip({ clip }: { clip: CoachingNote['clips'][number] }) {
  const { rules } = useTexts();
  const { coaching } = useOperatorTexts();
  const { callId, callName, hasRecording, findingId, start, end, text, replacement } = clip;
  return (
    <li className={classes.clip}>
      <span className={classes.clipTitle}>{text === null ? rules[clip.rule] : `«${text}»`}</span>
      <span className={classes.muted}>{[rules[clip.rule], callName].join(' · ')}</span>
      {text === null && <span className={classes.muted}>{coaching.wordsGone}</span>}
      {replacement && (
        <span>
          <span className={classes.muted}>{coaching.better}</span> {replacement}
        </span>
      )}
      <ClipButton
        id={findingId}
        {...{ callId, callName, hasRecording, findingId, start, end }}
        quote={text ?? rules[clip.rule]}
      />
    </li>
  );
}

function Acknowledgement({ note }: { note: CoachingNote }) {
  const tellFailure = useFailureToast();
  const { coaching } = useOperatorTexts();
  const format = useFormat();
  const queries = useQueryClient();
  const mayAcknowledge = useMay('coaching.acknowledge');
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeNote(note.id),
    onSuccess: (read) => {
      queries.setQueryData(readNote(note.id).queryKey, read);
      void queries.invalidateQueries({ queryKey: [...coachingKey, 'pages'] });
      notifications.show({ message: coaching.acknowledged, autoClose: 4000 });
    },
    onError: tellFailure(coaching.failed),
  });
  if (note.acknowledgedAt !== null) {
    return (
      <Tone tone="good" icon={<IconCircleCheck size={15} aria-hidden />}>
        {coaching.read(format.moment(note.acknowledgedAt))}
      </Tone>
    );
  }
  if (!mayAcknowledge) {
    return (
      <Tone tone="info" icon={<IconClock size={15} aria-hidden />}>
        {coaching.unread}
      </Tone>
    );
  }
  return (
    <Button
      w="fit-content"
      leftSection={<IconCheck size={17} aria-hidden />}
      loading={acknowledge.isPending}
      onClick={() => acknowledge.mutate()}
    >
      {coaching.acknowledge}
    </Button>
  );
}
