/** The machine's answer to a criterion and the person's, side by side; who may decide changes it here. */
import { NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMay, useSession } from '../../access/session.ts';
import { overrideCriterion, readReview, reviewOfConflict } from '../../api/review.ts';
import type { Outcome, ReviewedCriterion } from '../../api/shapes.ts';
import { errorLine } from '../../components/error-line.ts';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';

const answers: readonly Outcome[] = ['passed', 'failed', 'not_applicable'];

interface CriterionAnswerProps {
  callId: string;
  title: string;
  reviewed: ReviewedCriterion;
}

export function CriterionAnswer({ callId, title, reviewed }: CriterionAnswerProps) {
  const texts = useTexts();
  const { answer, decision } = useReviewTexts();
  const { user } = useSession();
  const mayDecide = useMay('review.decide');
  const queries = useQueryClient();
  const { automatic, current, override } = reviewed;
  const { outcomes } = texts.scorecard;
  const { queryKey } = readReview(callId);
  const give = useMutation({
    mutationFn: (outcome: Outcome | null) =>
      overrideCriterion(callId, { criterion: reviewed.id, outcome, seenVersion: reviewed.version }),
    onSuccess: (review) => queries.setQueryData(queryKey, review),
    onError: (error) => {
      const now = reviewOfConflict(error);
      if (now) queries.setQueryData(queryKey, now);
      notifications.show({ color: 'red', title: answer.failed, message: errorLine(error, texts) });
    },
  });
  const change =
    override !== null
      ? answer.change(
          outcomes[automatic.outcome],
          override.by.id === user.id ? decision.you : override.by.name,
          outcomes[override.outcome],
        )
      : current.from === 'decisions'
        ? answer.byDecisions(outcomes[automatic.outcome], outcomes[current.outcome])
        : null;
  if (change === null && !mayDecide) return null;
  return (
    <div className={classes.answer}>
      {change !== null && (
        <Tone tone="info" icon={<IconUserCheck size={15} aria-hidden />}>
          {change}
        </Tone>
      )}
      {mayDecide && (
        <NativeSelect
          size="xs"
          aria-label={answer.label(title)}
          disabled={give.isPending}
          value={override?.outcome ?? ''}
          data={[
            { value: '', label: `${answer.machine}: ${outcomes[automatic.outcome]}` },
            ...answers.map((value) => ({ value, label: `${decision.you}: ${outcomes[value]}` })),
          ]}
          onChange={({ currentTarget: { value } }) => give.mutate(answers.find((known) => known === value) ?? null)}
        />
      )}
    </div>
  );
}
