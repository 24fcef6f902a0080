/** The parts of a call in the list: shared by the table and by the cards of narrow screens. */
import { Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconFileText,
  IconHelpCircle,
  IconPhoneIncoming,
  IconPhoneOutgoing,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMay } from '../../access/session.ts';
import type { CallSummary } from '../../api/shapes.ts';
import { CallProgressBar } from '../../components/call-progress-bar.tsx';
import { CallStateTone } from '../../components/call-state-tone.tsx';
import { sentence } from '../../components/error-line.ts';
import { ScoreBadge } from '../../components/score-badge.tsx';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './call-list.module.css';

/** When the call was and which one it is. */
export function CallName({ call }: { call: CallSummary }) {
  const { list } = useTexts();
  const format = useFormat();
  const mayRead = useMay('call.read');
  const time = (
    <>
      <span className={classes.when}>
        <time dateTime={call.startedAt ?? call.receivedAt}>{format.moment(call.startedAt ?? call.receivedAt)}</time>
      </span>
      <span className={classes.externalId}>
        {call.externalId}
        {call.startedAt === null && ` · ${list.received}`}
      </span>
    </>
  );
  return (
    <div className={classes.callName}>
      <DirectionIcon call={call} />
      {mayRead ? (
        <Link to="/calls/$id" params={{ id: call.id }} className={classes.callLink}>
          {time}
        </Link>
      ) : (
        <span className={classes.callPlain}>{time}</span>
      )}
    </div>
  );
}

/** Why the call stopped: the server's line. */
export function CallError({ call }: { call: CallSummary }) {
  if (call.error === null) return null;
  return (
    <p className={classes.error}>
      <IconAlertTriangle size={15} aria-hidden />
      {sentence(call.error.message)}
    </p>
  );
}

function DirectionIcon({ call }: { call: CallSummary }) {
  const { list } = useTexts();
  if (!call.hasRecording) return <IconFileText size={18} role="img" aria-label={list.transcriptOnly} />;
  if (call.direction === 'outgoing') return <IconPhoneOutgoing size={18} role="img" aria-label={list.outgoing} />;
  if (call.direction === 'incoming') return <IconPhoneIncoming size={18} role="img" aria-label={list.incoming} />;
  return <span className={classes.noIcon} />;
}

export function CallState({ call }: { call: CallSummary }) {
  if (call.state === 'processing') return <CallProgressBar id={call.id} stage={call.stage} />;
  return <CallStateTone state={call.state} />;
}

export function CallScore({ call }: { call: CallSummary }) {
  const { list } = useTexts();
  if (call.score !== null) return <ScoreBadge score={call.score} fatal={call.fatal} machine={call.machineScore} />;
  return <span title={call.state === 'done' ? list.noScore : undefined}>{list.none}</span>;
}

export function CallUnsure({ call }: { call: CallSummary }) {
  const { list } = useTexts();
  if (!call.unsure) return <>{call.unsure ?? list.none}</>;
  return (
    <Tone tone="warn" icon={<IconHelpCircle size={15} aria-hidden />} title={list.unsure(call.unsure)}>
      {call.unsure}
    </Tone>
  );
}

export function CallOperator({ call }: { call: CallSummary }) {
  const { list } = useTexts();
  const name = call.operatorName ?? call.operatorId;
  return name === null ? (
    <Text span size="sm" className={classes.muted}>
      {list.unknownOperator}
    </Text>
  ) : (
    name
  );
}

export function CallLength({ call }: { call: CallSummary }) {
  const { list } = useTexts();
  const format = useFormat();
  if (call.duration === null) return <>{list.none}</>;
  return <time title={format.spokenLength(call.duration)}>{format.clock(call.duration)}</time>;
}
