/** What has been picked for the coaching note, and the way to writing it. */
import { Button } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useNoteDraft } from '../../access/note-draft.ts';
import type { OwnPage } from '../../api/shapes.ts';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './me.module.css';

export function NoteBar({ page }: { page: OwnPage }) {
  const { coaching } = useOperatorTexts();
  const { draft } = useNoteDraft(page.operatorId, page.operatorName ?? page.operatorId);
  if (draft === null) return null;
  return (
    <div className={classes.noteBar}>
      <span role="status">{coaching.draft(draft.clips.length)}</span>
      <Button
        renderRoot={(props) => <Link to="/coaching/new" search={{ operator: page.operatorId }} {...props} />}
        leftSection={<IconNotes size={17} aria-hidden />}
      >
        {coaching.toDraft}
      </Button>
    </div>
  );
}
