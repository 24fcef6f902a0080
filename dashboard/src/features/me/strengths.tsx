/** «Что получается»: the criteria that are met most surely. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useFormat } from '../../access/session.ts';
import type { OwnPage } from '../../api/shapes.ts';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './me.module.css';

export function Strengths({ strengths }: { strengths: OwnPage['strengths'] }) {
  const { me } = useOperatorTexts();
  const format = useFormat();
  return (
    <section className={classes.card}>
      <h2 className={classes.cardTitle}>{me.strengths.title}</h2>
      {strengths.length === 0 && <p className={classes.none}>{me.strengths.none}</p>}
      <ul className={classes.list}>
        {strengths.map(({ criterion, title, passed, judged, rate }) => (
          <li key={criterion} className={classes.item}>
            <IconCircleCheck size={19} className={classes.good} aria-hidden />
            <div className={classes.itemBody}>
              <span className={classes.itemTitle}>{title}</span>
              <span className={classes.muted}>{me.strengths.line(passed, judged)}</span>
            </div>
            <b className={classes.number}>{format.percent(rate)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
