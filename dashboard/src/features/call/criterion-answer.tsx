/** The machine's answer to a criterion and the person's, side by side; who may decide changes it here. */
import { NativeSelect } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useMay, useSession } from '../../access/session.ts';
import type { Outcome, ReviewedCriterion } from '../../api/shapes.ts';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';
import type { Said } from './use-said.ts';

const answers: readonly Outcome[] = ['passed', 'failed', 'not_applicable'];

interface CriterionAnswerProps {
  title: string;
  reviewed: ReviewedCriterion;
  /** Answers on their way. */
  said: Said['criteria'];
}

export function CriterionAnswer({ title, reviewed, said }: CriterionAnswerProps) {
  const texts = useTexts();
  const { answer, decision } = useReviewTexts();
  const { user } = useSession();
  const mayDecide = useMay('review.decide');
  const { automatic, current, override } = reviewed;
  const { outcomes } = texts.scorecard;
  const sent = said.pending.findLast(({ criterion }) => criterion === reviewed.id);
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
          disabled={sent !== undefined}
          value={(sent === undefined ? override?.outcome : sent.outcome) ?? ''}
          data={[
            { value: '', label: `${answer.machine}: ${outcomes[automatic.outcome]}` },
            ...answers.map((value) => ({ value, label: `${decision.you}: ${outcomes[value]}` })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            said.add({
              id: crypto.randomUUID(),
              criterion: reviewed.id,
              seenVersion: reviewed.version,
              outcome: answers.find((known) => known === value) ?? null,
            })
          }
        />
      )}
      {sent !== undefined && said.waiting > 0 && (
        <span className={classes.muted} role="status">
          {answer.waiting}
        </span>
      )}
    </div>
  );
}
