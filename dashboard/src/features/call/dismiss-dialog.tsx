/** Why a finding is no fault: a list of reasons, each under its digit; «другое» asks for words. */
import { Button, Group, Kbd, Text, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useDraft } from '../../access/use-draft.ts';
import type { DismissReason, ShownFinding } from '../../api/shapes.ts';
import { ModalBox } from '../../components/modal-box.tsx';
import { saysSomething } from '../../components/says-something.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

/** In the order of their digits. */
const reasons: readonly DismissReason[] = ['misheard', 'wrong_speaker', 'quoted', 'allowed', 'wrong_entry', 'other'];

interface DismissDialogProps {
  finding: ShownFinding;
  onDismiss: (reason: DismissReason, text: string) => void;
  onClose: () => void;
}

export function DismissDialog({ finding, onDismiss, onClose }: DismissDialogProps) {
  const { dismiss } = useReviewTexts();
  const [other, setOther] = useState(false);
  const [text, setText] = useDraft(`dismiss.${finding.id}`);

  const choose = (reason: DismissReason) => {
    if (reason === 'other') setOther(true);
    else onDismiss(reason, '');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saysSomething(text)) return;
    setText('');
    onDismiss('other', text.trim());
  };
  useEffect(() => {
    if (other) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      const reason = digit === undefined ? undefined : reasons[Number(digit) - 1];
      if (reason === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      choose(reason);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  return (
    <ModalBox title={dismiss.title} onClose={onClose}>
      <Text size="sm">«{finding.text}»</Text>
      <Text size="sm" className={classes.muted}>
        {dismiss.hint}
      </Text>
      <ul className={classes.reasons}>
        {reasons.map((reason, index) => (
          <li key={reason}>
            <button
              type="button"
              className={classes.reason}
              aria-expanded={reason === 'other' ? other : undefined}
              data-autofocus={index === 0 || undefined}
              onClick={() => choose(reason)}
            >
              <Kbd>{index + 1}</Kbd>
              {dismiss.reasons[reason]}
            </button>
          </li>
        ))}
      </ul>
      {other && (
        <form onSubmit={submit}>
          <Textarea
            mt="sm"
            autoFocus
            autosize
            minRows={2}
            label={dismiss.text}
            description={dismiss.textHint}
            value={text}
            maxLength={2_000}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.ctrlKey) submit(event);
            }}
          />
          <Group justify="flex-end" mt="sm">
            <Button type="submit" disabled={!saysSomething(text)}>
              {dismiss.save}
            </Button>
          </Group>
        </form>
      )}
    </ModalBox>
  );
}
