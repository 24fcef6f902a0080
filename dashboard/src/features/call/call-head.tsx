/** The line above the player: which call it is and what came of it. */
import { Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import type { CallDetails } from '../../api/shapes.ts';
import { CallStateTone } from '../../components/call-state-tone.tsx';
import { ScoreBadge } from '../../components/score-badge.tsx';
import { scoreTone } from '../../components/score-tone.ts';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './call-page.module.css';

export function CallHead({ call }: { call: CallDetails }) {
  const texts = useTexts();
  const format = useFormat();
  const operator = call.operatorName ?? call.operatorId;
  const engine = call.analysis?.engine;
  const quality = call.analysis?.quality ?? null;
  const facts = [
    format.longMoment(call.startedAt ?? call.receivedAt),
    ...(call.direction === null ? [] : [texts.call.direction[call.direction].toLowerCase()]),
    operator === null ? texts.call.operatorUnknown : texts.call.operator(operator),
    ...(call.duration === null ? [] : [texts.call.length(format.clock(call.duration))]),
  ];
  return (
    <div className={classes.head}>
      <Link to="/calls" className={classes.back} aria-label={texts.call.back_label} title={texts.call.back_label}>
        <IconArrowLeft size={20} aria-hidden />
      </Link>
      <div className={classes.headText}>
        <Title order={1} size="h4" className={classes.title}>
          {texts.call.title(call.externalId)}
        </Title>
        <Text size="sm" className={classes.muted}>
          {facts.join(' · ')}
          {engine && (
            <span className={classes.engine}>
              {' · '}
              {engine.name === 'ready'
                ? texts.call.engineReady
                : texts.call.engine(`${engine.name} ${engine.model}`.trim(), engine.model.startsWith('demo-'))}
            </span>
          )}
        </Text>
      </div>
      <div className={classes.badges} data-many={call.fatal}>
        {call.score !== null ? (
          <ScoreBadge score={call.score} fatal={call.fatal} />
        ) : (
          <CallStateTone state={call.state} />
        )}
        {call.fatal && quality !== null && (
          <Tone tone={scoreTone(quality, false)} title={texts.call.qualityHint}>
            {texts.call.quality(format.score(quality))}
          </Tone>
        )}
      </div>
    </div>
  );
}
