/** Writing a coaching note: the picked moments, and what to tell the operator. */
import { ActionIcon, Button, Textarea, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconNotes, IconSend, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useNoteDraft } from '../../access/note-draft.ts';
import { writeNote } from '../../api/coaching.ts';
import { coachingKey } from '../../api/desk-keys.ts';
import { PageMessage } from '../../components/page-message.tsx';
import { saysSomething } from '../../components/says-something.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './coaching.module.css';

const route = getRouteApi('/coaching/new');

export function NewNotePage() {
  const { operator } = route.useSearch();
  const { coaching } = useOperatorTexts();
  if (operator !== undefined) return <NoteForm operatorId={operator} />;
  return (
    <PageMessage whole icon={<IconNotes />} title={coaching.title} action={<Link to="/coaching">{coaching.back}</Link>}>
      {coaching.chooseOperator}
    </PageMessage>
  );
}

function NoteForm({ operatorId }: { operatorId: string }) {
  const texts = useTexts();
  const tellFailure = useFailureToast();
  const { coaching } = useOperatorTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { draft, write, remove, discard } = useNoteDraft(operatorId, operatorId);
  const title = coaching.newTitle(draft?.operatorName ?? operatorId);
  useDocumentTitle(`${title} – ${texts.product}`);
  const clips = draft?.clips ?? [];
  const send = useMutation({
    mutationFn: writeNote,
    onSuccess: ({ id }) => {
      discard();
      void queries.invalidateQueries({ queryKey: coachingKey });
      notifications.show({ message: coaching.sent, autoClose: 4000 });
      void navigate({ to: '/coaching/$id', params: { id }, replace: true });
    },
    onError: tellFailure(coaching.failed),
  });
  const ready = draft !== null && clips.length > 0 && saysSomething(draft.text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || send.isPending) return;
    send.mutate({
      id: draft.id,
      operatorId,
      text: draft.text.trim(),
      clips: clips.map(({ callId, findingId }) => ({ callId, findingId })),
    });
  };
  return (
    <div className={classes.page}>
      <Link to="/coaching" className={classes.back}>
        <IconArrowLeft size={17} aria-hidden />
        {coaching.back}
      </Link>
      <Title order={1} size="h2" className={classes.title}>
        {title}
      </Title>
      <p className={classes.muted}>{coaching.newHint}</p>
      <section className={classes.card}>
        <h2 className={classes.cardTitle}>{coaching.clips(clips.length)}</h2>
        {clips.length === 0 && <p className={classes.muted}>{coaching.noClips}</p>}
        <ul className={classes.plainList}>
          {clips.map(({ callId, callName, findingId, rule, start, quote }) => (
            <li key={findingId} className={classes.picked}>
              <div className={classes.clip}>
                <Link to="/calls/$id" params={{ id: callId }} search={{ t: start, flag: findingId }}>
                  «{quote}», {clock(start)}
                </Link>
                <span className={classes.muted}>{[texts.rules[rule], callName].join(' · ')}</span>
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={coaching.remove(quote)}
                onClick={() => remove(findingId)}
              >
                <IconTrash size={17} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      </section>
      <form className={classes.form} onSubmit={submit}>
        <Textarea
          autosize
          minRows={4}
          maxRows={16}
          maxLength={2_000}
          label={coaching.text}
          value={draft?.text ?? ''}
          onChange={(event) => write(event.currentTarget.value)}
        />
        <div className={classes.facts}>
          <Button
            type="submit"
            leftSection={<IconSend size={17} aria-hidden />}
            disabled={!ready}
            loading={send.isPending}
          >
            {coaching.send}
          </Button>
          {draft !== null && (
            <Button variant="subtle" color="gray" className={classes.discard} onClick={discard}>
              {coaching.discard}
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}
