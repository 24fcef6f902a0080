/** The parts of a call in the queue and in the sample. */
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconEye,
  IconHelpCircle,
  IconMessageCircleQuestion,
  IconUserCheck,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import type { QueueItem, QueueReason, SampledCall } from '../../api/shapes.ts';
import { ScoreBadge } from '../../components/score-badge.tsx';
import type { ToneName } from '../../components/score-tone.ts';
import { Tone } from '../../components/tone.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './queue.module.css';

export function QueuedName({ call }: { call: SampledCall }) {
  const format = useFormat();
  const { queue } = useReviewTexts();
  const operator = call.operatorName ?? call.operatorId ?? queue.sample.unknown;
  const facts = [
    ...(call.startedAt === null ? [] : [format.moment(call.startedAt)]),
    ...(call.duration === null ? [] : [format.clock(call.duration)]),
  ];
  return (
    <Link to="/calls/$id" params={{ id: call.callId }} className={classes.link}>
      <span>
        {operator} · {call.externalId}
      </span>
      <span className={classes.facts}>{facts.join(' · ')}</span>
    </Link>
  );
}

const looks: Record<QueueReason, { tone: ToneName; Icon: typeof IconEye }> = {
  fatal: { tone: 'bad', Icon: IconAlertOctagon },
  conflict: { tone: 'bad', Icon: IconAlertTriangle },
  low_score: { tone: 'bad', Icon: IconAlertTriangle },
  findings: { tone: 'warn', Icon: IconAlertTriangle },
  unsure: { tone: 'warn', Icon: IconHelpCircle },
  not_sure_criteria: { tone: 'neutral', Icon: IconHelpCircle },
  disputed: { tone: 'info', Icon: IconMessageCircleQuestion },
};

export function Reasons({ item }: { item: QueueItem }) {
  const { queue } = useReviewTexts();
  return (
    <ul className={classes.reasons} aria-label={queue.columns.reasons}>
      {item.reasons.map(({ code, count }) => {
        const { tone, Icon } = looks[code];
        const name = queue.reasons[code];
        return (
          <li key={code}>
            <Tone tone={tone} icon={<Icon size={15} aria-hidden />}>
              {count === null ? name : queue.counted(name, count)}
            </Tone>
          </li>
        );
      })}
    </ul>
  );
}

export function QueuedScore({ call: { score, machineScore } }: { call: SampledCall }) {
  return score === null ? '–' : <ScoreBadge score={score} fatal={false} machine={machineScore} />;
}

export function Waiting({ item }: { item: QueueItem }) {
  const { queue } = useReviewTexts();
  const hours = Math.floor((Date.now() - Date.parse(item.waitingSince)) / 3_600_000);
  return <time dateTime={item.waitingSince}>{queue.waited(hours)}</time>;
}

/** Who has the call now, who should have it, who finished it. */
export function Who({ call }: { call: SampledCall }) {
  const { queue } = useReviewTexts();
  const { claim, assignee, submitted } = call;
  return (
    <div className={classes.who}>
      {claim && (
        <Tone tone="info" icon={<IconEye size={15} aria-hidden />}>
          {claim.mine ? queue.holderYou : queue.holder(claim.by.name)}
        </Tone>
      )}
      {assignee && <span>{queue.assigned(assignee.name)}</span>}
      {submitted && (
        <Tone tone="good" icon={<IconUserCheck size={15} aria-hidden />}>
          {queue.submittedBy(submitted.by.name)}
        </Tone>
      )}
      {!claim && !assignee && !submitted && <span className={classes.muted}>{queue.nobody}</span>}
    </div>
  );
}
