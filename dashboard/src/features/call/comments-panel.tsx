/** «Комментарии»: what people wrote at a second of the call; a new one stands where the recording stands. */
import { ActionIcon, Button, Text, Textarea } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useState } from 'react';
import { useFormat, useMay } from '../../access/session.ts';
import { useDraft } from '../../access/use-draft.ts';
import { changeComment, listComments, removeComment } from '../../api/comments.ts';
import type { Comment } from '../../api/shapes.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { usePlace, usePlayback } from '../../player/playback-context.tsx';
import { PlayChip } from './play-chip.tsx';
import classes from './review.module.css';
import type { Said } from './use-said.ts';

interface CommentsPanelProps {
  callId: string;
  /** The field, for whoever leads the keyboard to it. */
  field: RefObject<HTMLTextAreaElement | null>;
  /** Comments on their way. */
  said: Said['comments'];
}

/** Changes the comments and shows the server's answer. */
function useChange<Wanted>(callId: string, send: (wanted: Wanted) => ReturnType<typeof changeComment>) {
  const tellFailure = useFailureToast();
  const { comments } = useReviewTexts();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (list) => queries.setQueryData(listComments(callId).queryKey, list),
    onError: tellFailure(comments.failed),
  });
}

export function CommentsPanel({ callId, field, said }: CommentsPanelProps) {
  const { comments: texts } = useReviewTexts();
  const { data } = useQuery(listComments(callId));
  const mayWrite = useMay('comment.write');
  const items = [...(data?.items ?? [])].sort((a, b) => a.second - b.second);
  return (
    <>
      {mayWrite && <NewComment callId={callId} field={field} said={said} />}
      {data && items.length === 0 && <p className={classes.none}>{mayWrite ? texts.none : texts.readOnly}</p>}
      <ul className={classes.items} aria-label={texts.list}>
        {items.map((comment) => (
          <CommentItem key={comment.id} callId={callId} comment={comment} />
        ))}
      </ul>
    </>
  );
}

function NewComment({ callId, field, said }: CommentsPanelProps) {
  const { comments: texts } = useReviewTexts();
  const playback = usePlayback();
  const time = usePlace(({ time }) => clock(time));
  const [text, setText] = useDraft(`comment.${callId}`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const second = Math.round(playback.place().time * 10) / 10;
    said.add({ id: crypto.randomUUID(), second, text });
    setText('');
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        ref={field}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2_000}
        label={texts.add(time)}
        placeholder={texts.placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <div className={classes.formFoot}>
        <Text size="xs" className={classes.muted}>
          {texts.saveHint}
        </Text>
        <Button type="submit" size="compact-sm" disabled={text.trim() === ''}>
          {texts.save}
        </Button>
      </div>
      {said.waiting > 0 &&
        said.pending.map((comment) => (
          <p key={comment.id} className={classes.muted} role="status">
            {texts.waiting}: «{comment.text}»
          </p>
        ))}
    </form>
  );
}

function CommentItem({ callId, comment }: { callId: string; comment: Comment }) {
  const { comments: texts } = useReviewTexts();
  const { cancel } = useTexts();
  const format = useFormat();
  const [changed, setChanged] = useState<string | null>(null);
  const change = useChange(callId, (text: string) => changeComment(callId, comment.id, text));
  const remove = useChange(callId, () => removeComment(callId, comment.id));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed !== null && changed.trim() !== '') change.mutate(changed, { onSuccess: () => setChanged(null) });
  };
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <PlayChip start={comment.second} label={texts.play(clock(comment.second))} />
        <span className={classes.by}>
          {comment.by.name}, {format.moment(comment.at)}
          {comment.editedAt !== null && ` (${texts.edited})`}
        </span>
        {comment.mine && changed === null && (
          <span>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={texts.edit}
              title={texts.edit}
              onClick={() => setChanged(comment.text)}
            >
              <IconPencil size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={texts.remove}
              title={texts.remove}
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </span>
        )}
      </div>
      {changed === null ? (
        <p className={classes.text}>{comment.text}</p>
      ) : (
        <form onSubmit={submit}>
          <Textarea
            autoFocus
            autosize
            aria-label={texts.editLabel}
            value={changed}
            maxLength={2_000}
            onChange={(event) => setChanged(event.currentTarget.value)}
          />
          <div className={classes.actions}>
            <Button type="submit" size="compact-sm" loading={change.isPending} disabled={changed.trim() === ''}>
              {texts.edit}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setChanged(null)}>
              {cancel}
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
