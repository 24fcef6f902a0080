/** After an accepted dispute: other findings of the same lexicon entry that nobody has decided, to be dismissed together. */
import { Button, Checkbox, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { listSiblings, repairSiblings } from '../../api/disputes.ts';
import type { Dispute, Sibling } from '../../api/shapes.ts';
import { sentence } from '../../components/error-line.ts';
import { Failure } from '../../components/failure.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { ClipButton } from '../../player/clip-button.tsx';
import classes from './disputes.module.css';

export function Siblings({ dispute }: { dispute: Dispute }) {
  const { siblings: words } = useOperatorTexts().disputes;
  const queries = useQueryClient();
  const siblings = useQuery(listSiblings(dispute.id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const items = siblings.data ?? [];
  const selected = items.filter(({ id }) => chosen.has(id));
  const repair = useMutation({
    mutationFn: () =>
      repairSiblings(
        dispute.id,
        selected.map(({ id, callId }) => ({ callId, findingId: id })),
      ),
    onSettled: () => {
      setChosen(new Set());
      return queries.invalidateQueries({ queryKey: listSiblings(dispute.id).queryKey });
    },
  });
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <section className={classes.form} aria-label={words.title}>
      <h3 className={classes.formTitle}>{words.title}</h3>
      {repair.data && (
        <Notice tone={repair.data.failed.length > 0 ? 'warn' : 'good'} role="status">
          {words.done(repair.data.dismissed)}
          {repair.data.failed.map(({ id, message }) => (
            <div key={id}>
              {words.failed}: {sentence(message)}
            </div>
          ))}
        </Notice>
      )}
      <Failure title={words.failed} error={repair.error} />
      {siblings.isPending && <Loader size="sm" role="status" aria-label={words.title} />}
      {siblings.isError && <LoadError error={siblings.error} onRetry={() => void siblings.refetch()} />}
      {siblings.data && items.length === 0 && <p className={classes.muted}>{words.none}</p>}
      {items.length > 0 && (
        <>
          <p className={classes.muted}>{words.hint}</p>
          <Checkbox
            label={words.all}
            checked={selected.length === items.length}
            indeterminate={selected.length > 0 && selected.length < items.length}
            onChange={() => setChosen(new Set(selected.length === items.length ? [] : items.map(({ id }) => id)))}
          />
          <ul className={classes.siblings}>
            {items.map((sibling) => (
              <SiblingLine
                key={sibling.id}
                sibling={sibling}
                checked={chosen.has(sibling.id)}
                onToggle={() => toggle(sibling.id)}
              />
            ))}
          </ul>
          <Button
            w="fit-content"
            disabled={selected.length === 0}
            loading={repair.isPending}
            onClick={() => repair.mutate()}
          >
            {words.dismiss(selected.length)}
          </Button>
        </>
      )}
    </section>
  );
}

function SiblingLine({ sibling, checked, onToggle }: { sibling: Sibling; checked: boolean; onToggle: () => void }) {
  const { siblings: words } = useOperatorTexts().disputes;
  const format = useFormat();
  const { id, callId, callName, hasRecording, start, end, text, operatorName, operatorId, startedAt } = sibling;
  const facts = [operatorName ?? operatorId ?? '', callName, ...(startedAt === null ? [] : [format.moment(startedAt)])];
  return (
    <li className={classes.sibling}>
      <Checkbox aria-label={words.select(text, callName)} checked={checked} onChange={onToggle} />
      <div className={classes.siblingText}>
        <span>«{text}»</span>
        <span className={classes.muted}>{facts.join(' · ')}</span>
      </div>
      <ClipButton id={id} {...{ callId, callName, hasRecording, start, end }} findingId={id} quote={text} />
    </li>
  );
}
