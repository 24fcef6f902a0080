/** The coaching note from the call page: a finding goes into it, and what it holds stands under the panels. */
import { Button } from '@mantine/core';
import { IconCheck, IconNotes } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useNoteDraft } from '../../access/note-draft.ts';
import { useMay } from '../../access/session.ts';
import type { CallDetails, ShownFinding } from '../../api/shapes.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

export type NotedCall = Pick<CallDetails, 'id' | 'externalId' | 'operatorId' | 'operatorName'>;

export function NotePick({ call, finding }: { call: NotedCall; finding: ShownFinding }) {
  const { coach } = useReviewTexts();
  const mayWrite = useMay('coaching.write');
  const { operatorId, operatorName } = call;
  const { has, isFull, add, remove } = useNoteDraft(operatorId ?? '', operatorName ?? operatorId ?? '');
  const { id, rule, start, end, text } = finding;
  if (!mayWrite || operatorId === null || id === null) return null;
  const picked = has(id);
  return (
    <Button
      size="compact-sm"
      variant={picked ? 'light' : 'default'}
      aria-pressed={picked}
      disabled={isFull && !picked}
      leftSection={picked ? <IconCheck size={15} aria-hidden /> : <IconNotes size={15} aria-hidden />}
      onClick={() =>
        picked
          ? remove(id)
          : add({ callId: call.id, callName: call.externalId, findingId: id, rule, start, end, quote: text })
      }
    >
      {picked ? coach.picked : coach.pick}
    </Button>
  );
}

export function NoteFoot({ call }: { call: NotedCall }) {
  const { coach } = useReviewTexts();
  const mayWrite = useMay('coaching.write');
  const { operatorId, operatorName } = call;
  const { draft } = useNoteDraft(operatorId ?? '', operatorName ?? operatorId ?? '');
  if (!mayWrite || operatorId === null || draft === null) return null;
  return (
    <div className={classes.foot}>
      <span className={classes.by} role="status">
        {coach.bar(draft.clips.length)}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconNotes size={15} aria-hidden />}
        renderRoot={(props) => <Link to="/coaching/new" search={{ operator: operatorId }} {...props} />}
      >
        {coach.write}
      </Button>
    </div>
  );
}
