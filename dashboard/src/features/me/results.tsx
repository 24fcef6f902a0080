/** What an operator's page says, from the most important: the score, what to work on, what goes well, the calls. */
import type { OwnPage } from '../../api/shapes.ts';
import classes from './me.module.css';
import { type MeSearch, shownStep } from './me-search.ts';
import { Moments } from './moments.tsx';
import { NoteBar } from './note-bar.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { Repeated } from './repeated.tsx';
import { ScoreOverTime } from './score-over-time.tsx';
import { Strengths } from './strengths.tsx';
import { Summary } from './summary.tsx';

export function Results({ page, search, own }: { page: OwnPage; search: MeSearch; own: boolean }) {
  return (
    <>
      <Summary page={page} own={own} />
      <ScoreOverTime page={page} step={shownStep(search)} />
      <div className={classes.columns}>
        <Repeated page={page} own={own} />
        <div className={classes.column}>
          <Moments kind="worst" moments={page.worst} page={page} own={own} />
          <Moments kind="best" moments={page.best} page={page} own={own} />
          <Strengths strengths={page.strengths} />
        </div>
      </div>
      <RecentCalls page={page} own={own} />
      {!own && <NoteBar page={page} />}
    </>
  );
}
