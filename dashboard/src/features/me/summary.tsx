/** The numbers on top of an operator's page: the mean with its uncertainty, the team, what waits; and what is counted. */
import { IconMessageCircleQuestion, IconNotes } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import type { OwnPage } from '../../api/shapes.ts';
import { Notice } from '../../components/notice.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './me.module.css';

export function Summary({ page, own }: { page: OwnPage; own: boolean }) {
  const { me } = useOperatorTexts();
  const format = useFormat();
  const { overall, team } = page;
  const operator = own ? undefined : page.operatorId;
  return (
    <>
      <dl className={classes.tiles}>
        <div className={classes.tile}>
          <dt>{me.mean}</dt>
          <dd>
            <b className={classes.big}>{overall.mean === null ? '–' : format.decimal(overall.mean)}</b>
            {overall.mean !== null && <span className={classes.muted}> {me.of}</span>}
            <div className={classes.muted}>
              {overall.low !== null && overall.high !== null
                ? me.interval(format.decimal(overall.low), format.decimal(overall.high))
                : overall.n === 1 && me.noInterval}
            </div>
            <div className={classes.muted}>{me.scored(overall.n)}</div>
          </dd>
        </div>
        <div className={classes.tile}>
          <dt>{me.team}</dt>
          <dd>
            <b className={classes.big}>{team === null ? '–' : format.decimal(team.mean)}</b>
            <div className={classes.muted}>{team === null ? me.noTeam : me.teamOf(team.operators)}</div>
          </dd>
        </div>
        <div className={classes.tile}>
          <dt>{me.answers}</dt>
          <dd className={classes.links}>
            <Link to="/disputes" search={operator === undefined ? {} : { operator }} className={classes.tileLink}>
              <IconMessageCircleQuestion size={17} aria-hidden />
              {me.openDisputes(page.openDisputes)}
            </Link>
            <Link to="/coaching" search={operator === undefined ? {} : { operator }} className={classes.tileLink}>
              <IconNotes size={17} aria-hidden />
              {page.unacknowledged === 0 ? me.noNotes : me.notes(page.unacknowledged)}
            </Link>
          </dd>
        </div>
      </dl>
      <Notice tone="info" band>
        {me.counted(page.decidedCalls)}
      </Notice>
    </>
  );
}
