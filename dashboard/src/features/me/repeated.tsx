/** «Что повторяется»: faults of several calls, each with its newest example and the better phrase. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { OwnPage } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { ClipButton } from '../../player/clip-button.tsx';
import classes from './me.module.css';
import { PickButton } from './pick-button.tsx';

export function Repeated({ page, own }: { page: OwnPage; own: boolean }) {
  const { rules } = useTexts();
  const { me } = useOperatorTexts();
  return (
    <section className={classes.card}>
      <h2 className={classes.cardTitle}>{me.repeated.title}</h2>
      {page.repeated.length === 0 && <p className={classes.none}>{me.repeated.none}</p>}
      <ul className={classes.list}>
        {page.repeated.map(({ entry, rule, example, replacement, count, calls, newest }) => (
          <li key={entry} className={classes.item}>
            <IconAlertTriangle size={19} className={classes.warn} aria-hidden />
            <div className={classes.itemBody}>
              <span className={classes.itemTitle}>«{example}»</span>
              <span className={classes.muted}>
                {rules[rule]} · {me.repeated.count(count, calls)}
              </span>
              {replacement !== '' && (
                <span>
                  <span className={classes.muted}>{me.repeated.better}</span> {replacement}
                </span>
              )}
              <div className={classes.actions}>
                <ClipButton id={`repeated ${entry}`} quote={example} {...newest} />
                {!own && <PickButton page={page} clip={{ ...newest, rule, quote: example }} />}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
