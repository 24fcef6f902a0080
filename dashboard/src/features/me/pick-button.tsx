/** «В заметку»: puts a finding into the coaching note for the operator, or takes it out. */
import { Button } from '@mantine/core';
import { IconCheck, IconNotes } from '@tabler/icons-react';
import { type DraftClip, useNoteDraft } from '../../access/note-draft.ts';
import type { OwnPage } from '../../api/shapes.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';

export function PickButton({ page, clip }: { page: OwnPage; clip: DraftClip }) {
  const { coach } = useReviewTexts();
  const { has, isFull, add, remove } = useNoteDraft(page.operatorId, page.operatorName ?? page.operatorId);
  const { callId, callName, findingId, rule, start, end, quote } = clip;
  const picked = has(findingId);
  return (
    <Button
      size="compact-sm"
      variant={picked ? 'light' : 'default'}
      aria-pressed={picked}
      aria-label={`${picked ? coach.picked : coach.pick}: «${quote}»`}
      disabled={isFull && !picked}
      leftSection={picked ? <IconCheck size={15} aria-hidden /> : <IconNotes size={15} aria-hidden />}
      onClick={() => (picked ? remove(findingId) : add({ callId, callName, findingId, rule, start, end, quote }))}
    >
      {picked ? coach.picked : coach.pick}
    </Button>
  );
}
