/** What a person decided about a finding, and the buttons that decide. They lie above the button of the whole card. */
import { Button } from '@mantine/core';
import { IconArrowsHorizontal, IconCheck, IconMessageCircleQuestion, IconUserCheck, IconX } from '@tabler/icons-react';
import { useFormat, useMay, useSession } from '../../access/session.ts';
import type { ShownFinding } from '../../api/shapes.ts';
import { Tone } from '../../components/tone.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { DisputeButton, DisputeWords } from './finding-dispute.tsx';
import { type NotedCall, NotePick } from './note-pick.tsx';
import classes from './review.module.css';
import { isOpen } from './shown-findings.ts';

/** The buttons of one card. */
export interface FindingActions {
  confirm: (finding: ShownFinding) => void;
  dismiss: (finding: ShownFinding) => void;
  changeRange: (finding: ShownFinding) => void;
  /** Opens the operator's dialog; null when there is no right or no time left. */
  dispute: ((finding: ShownFinding) => void) | null;
  call: NotedCall;
}

export function FindingDecision({ finding, actions }: { finding: ShownFinding; actions: FindingActions }) {
  const mayDecide = useMay('review.decide');
  return (
    <>
      <FindingVerdict finding={finding} />
      {finding.dispute && <DisputeWords dispute={finding.dispute} />}
      {finding.id !== null && (
        <div className={classes.actions}>
          {mayDecide && <Deciding finding={finding} actions={actions} />}
          <DisputeButton finding={finding} onOpen={actions.dispute} />
          <NotePick call={actions.call} finding={finding} />
        </div>
      )}
    </>
  );
}

function Deciding({ finding, actions }: { finding: ShownFinding; actions: FindingActions }) {
  const { decision } = useReviewTexts();
  const verdict = finding.review?.verdict ?? 'open';
  return (
    <>
      {verdict !== 'confirmed' && (
        <Button
          size="compact-sm"
          variant={isOpen(finding) ? 'light' : 'default'}
          leftSection={<IconCheck size={15} aria-hidden />}
          onClick={() => actions.confirm(finding)}
        >
          {decision.confirm}
        </Button>
      )}
      {verdict !== 'dismissed' && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => actions.dismiss(finding)}
        >
          {decision.dismiss}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowsHorizontal size={15} aria-hidden />}
        onClick={() => actions.changeRange(finding)}
      >
        {decision.range}
      </Button>
    </>
  );
}

function FindingVerdict({ finding }: { finding: ShownFinding }) {
  const { decision, dismiss } = useReviewTexts();
  const format = useFormat();
  const { user } = useSession();
  const { review, dispute, origin } = finding;
  const decided = review !== null && review.verdict !== 'open';
  if (!decided && dispute === null && origin === 'machine') return null;
  const why = review?.reason === null || review === null ? '' : dismiss.reasons[review.reason];
  return (
    <div className={classes.verdict}>
      {decided && (
        <Tone
          tone={review.verdict === 'confirmed' ? 'bad' : 'neutral'}
          icon={
            review.verdict === 'confirmed' ? <IconUserCheck size={15} aria-hidden /> : <IconX size={15} aria-hidden />
          }
        >
          {review.verdict === 'confirmed' ? decision.states.confirmed : decision.states.dismissed}
        </Tone>
      )}
      {dispute && (
        <Tone tone="info" icon={<IconMessageCircleQuestion size={15} aria-hidden />}>
          {decision.disputes[dispute.state]}
        </Tone>
      )}
      {decided && (
        <span className={classes.by}>
          {decision.by(review.by.id === user.id ? decision.you : review.by.name, format.moment(review.at))}
          {origin === 'person' && ` · ${decision.person}`}
          {review.range !== null && ` · ${decision.moved}`}
          {why !== '' && ` · ${why}`}
          {/* The answer to a dispute stands below, with the operator's words. */}
          {review.text !== '' && dispute?.state !== 'accepted' && ` · «${review.text}»`}
        </span>
      )}
    </div>
  );
}
