/** The newest calls of an operator, as they count now; where to read and where to acknowledge. */
import { IconBellRinging, IconUserCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import type { OwnCall, OwnPage } from '../../api/shapes.ts';
import { ScoreBadge } from '../../components/score-badge.tsx';
import { Tone } from '../../components/tone.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './me.module.css';

export function RecentCalls({ page, own }: { page: OwnPage; own: boolean }) {
  const { me } = useOperatorTexts();
  return (
    <section className={classes.card}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>{me.calls.title}</h2>
        <Link to="/calls" search={own ? {} : { operator: page.operatorId }} className={classes.tileLink}>
          {me.calls.all}
        </Link>
      </div>
      {page.calls.length === 0 && <p className={classes.none}>{me.calls.none}</p>}
      <ul className={classes.list}>
        {page.calls.map((call) => (
          <li key={call.callId} className={classes.call}>
            <CallLine call={call} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CallLine({ call }: { call: OwnCall }) {
  const { me } = useOperatorTexts();
  const format = useFormat();
  const { callId, callName, startedAt, duration, score, machineScore, findings, fatal, reviewed, acknowledged } = call;
  return (
    <>
      <Link to="/calls/$id" params={{ id: callId }} className={classes.callLink}>
        <span>{format.moment(startedAt)}</span>
        <span className={classes.muted}>
          {[callName, ...(duration === null ? [] : [format.clock(duration)])].join(' · ')}
        </span>
      </Link>
      <span className={classes.callFacts}>
        {reviewed && !acknowledged && (
          <Tone tone="info" icon={<IconBellRinging size={15} aria-hidden />}>
            {me.calls.toRead}
          </Tone>
        )}
        {acknowledged && (
          <Tone tone="neutral" icon={<IconUserCheck size={15} aria-hidden />}>
            {me.calls.read}
          </Tone>
        )}
        <span className={classes.muted}>{me.calls.findings(findings)}</span>
        {machineScore !== null && machineScore !== score && (
          <span className={classes.muted}>{me.calls.machine(format.score(machineScore))}</span>
        )}
        {score === null ? '–' : <ScoreBadge score={score} fatal={fatal} />}
      </span>
    </>
  );
}
