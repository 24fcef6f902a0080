/** One dispute: the finding, the operator's words, how it stands; opened, what its decision needs. */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconClock } from '@tabler/icons-react';
import { useFormat, useMay, useSession } from '../../access/session.ts';
import type { Dispute } from '../../api/shapes.ts';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { ClipButton } from '../../player/clip-button.tsx';
import { DisputeDecision } from './dispute-decision.tsx';
import classes from './disputes.module.css';
import { Siblings } from './siblings.tsx';

const looks = {
  open: { tone: 'info', Icon: IconClock },
  accepted: { tone: 'good', Icon: IconCircleCheck },
  rejected: { tone: 'bad', Icon: IconCircleX },
} as const;

interface DisputeCardProps {
  dispute: Dispute;
  opened: boolean;
  onOpen: (opened: boolean) => void;
}

export function DisputeCard({ dispute, opened, onOpen }: DisputeCardProps) {
  const { rules } = useTexts();
  const { disputes } = useOperatorTexts();
  const { user } = useSession();
  const format = useFormat();
  const mayResolve = useMay('dispute.resolve');
  const { finding, state, resolution } = dispute;
  const { tone, Icon } = looks[state];
  const about = [
    ...(user.role === 'operator' ? [] : [dispute.operatorName ?? dispute.operatorId ?? '']),
    dispute.callName,
    disputes.opened(format.moment(dispute.openedAt)),
  ];
  return (
    <li className={classes.card} data-opened={opened || undefined}>
      <div className={classes.cardHead}>
        <h2 className={classes.quote}>
          «{finding.text}» <span className={classes.rule}>{rules[finding.rule]}</span>
        </h2>
        <Tone tone={tone} icon={<Icon size={15} aria-hidden />}>
          {disputes.states[state]}
        </Tone>
      </div>
      <p className={classes.muted}>{about.join(' · ')}</p>
      <p className={classes.words}>
        <span className={classes.muted}>{disputes.says}</span> {dispute.text}
      </p>
      {resolution && (
        <p className={classes.words}>
          <span className={classes.muted}>{disputes.resolved(resolution.by.name, format.moment(resolution.at))}</span>{' '}
          {resolution.text}
        </p>
      )}
      <div className={classes.actions}>
        <ClipButton
          id={dispute.id}
          callId={dispute.callId}
          callName={dispute.callName}
          hasRecording={dispute.hasRecording}
          findingId={finding.id}
          start={finding.start}
          end={finding.end}
          quote={finding.text}
        />
        {mayResolve && state === 'open' && (
          <Button
            size="compact-md"
            variant={opened ? 'default' : 'filled'}
            aria-expanded={opened}
            onClick={() => onOpen(!opened)}
          >
            {opened ? disputes.collapse : disputes.decide}
          </Button>
        )}
        {mayResolve && state === 'accepted' && !opened && (
          <Button size="compact-md" variant="default" onClick={() => onOpen(true)}>
            {disputes.siblings.button}
          </Button>
        )}
      </div>
      {mayResolve && opened && state === 'open' && <DisputeDecision dispute={dispute} />}
      {mayResolve && opened && state === 'accepted' && <Siblings dispute={dispute} />}
    </li>
  );
}
