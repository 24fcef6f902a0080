/** Moments to hear: what was said best, and what to work on. */
import { IconMoodSmile, IconTool } from '@tabler/icons-react';
import { useFormat } from '../../access/session.ts';
import type { OwnMoment, OwnPage, RuleName } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { ClipButton } from '../../player/clip-button.tsx';
import classes from './me.module.css';
import { PickButton } from './pick-button.tsx';

interface MomentsProps {
  kind: 'best' | 'worst';
  moments: readonly OwnMoment[];
  page: OwnPage;
  own: boolean;
}

export function Moments({ kind, moments, page, own }: MomentsProps) {
  const { rules } = useTexts();
  const { me } = useOperatorTexts();
  const format = useFormat();
  const Icon = kind === 'best' ? IconMoodSmile : IconTool;
  return (
    <section className={classes.card}>
      <h2 className={classes.cardTitle}>{me.moments[kind]}</h2>
      {moments.length === 0 && (
        <p className={classes.none}>{kind === 'best' ? me.moments.noBest : me.moments.noWorst}</p>
      )}
      <ul className={classes.list}>
        {moments.map((moment) => {
          const { callId, about, text, score, startedAt, findingId } = moment;
          const rule = findingId !== null && about in rules ? (about as RuleName) : null;
          return (
            <li key={callId} className={classes.item}>
              <Icon size={19} className={kind === 'best' ? classes.good : classes.warn} aria-hidden />
              <div className={classes.itemBody}>
                <span className={classes.itemTitle}>«{text}»</span>
                <span className={classes.muted}>
                  {[
                    rule === null ? about : rules[rule],
                    ...(score === null ? [] : [me.moments.score(format.score(score))]),
                    ...(startedAt === null ? [] : [format.moment(startedAt)]),
                  ].join(' · ')}
                </span>
                <div className={classes.actions}>
                  <ClipButton id={`${kind} ${callId}`} quote={text} {...moment} />
                  {!own && findingId !== null && rule !== null && (
                    <PickButton page={page} clip={{ ...moment, findingId, rule, quote: text }} />
                  )}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
