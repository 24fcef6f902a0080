/** Why the queue is empty and what to do about it. */
import { Button } from '@mantine/core';
import { IconFilterOff, IconMoodCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { PageMessage } from '../../components/page-message.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';

export function EmptyQueue({ filtered, onReset }: { filtered: boolean; onReset: () => void }) {
  const { queue } = useReviewTexts();
  const { empty, filters } = queue;
  if (filtered) {
    return (
      <PageMessage
        icon={<IconFilterOff />}
        title={empty.noMatchTitle}
        action={
          <Button variant="default" onClick={onReset}>
            {filters.reset}
          </Button>
        }
      >
        {empty.noMatch}
      </PageMessage>
    );
  }
  return (
    <PageMessage icon={<IconMoodCheck />} title={empty.noneTitle} action={<Link to="/calls">{empty.toCalls}</Link>}>
      {empty.none}
    </PageMessage>
  );
}
