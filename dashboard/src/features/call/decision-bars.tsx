/** What came of the last decision: taking it back, why it did not count, how many wait for the line. */
import { Button } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import classes from './review.module.css';
import type { Decisions } from './use-decisions.ts';

export function DecisionBars({ decisions }: { decisions: Decisions }) {
  const { decision } = useReviewTexts();
  const { undoable, undo, refusal, closeRefusal, waiting } = decisions;
  return (
    <>
      {refusal !== null && (
        <div className={classes.refusal}>
          <Notice tone="bad" role="alert" title={decision.conflictTitle}>
            <div>{refusal}</div>
            <Button mt="xs" size="compact-sm" variant="default" onClick={closeRefusal}>
              {decision.closeNotice}
            </Button>
          </Notice>
        </div>
      )}
      {waiting > 0 && (
        <div className={classes.refusal}>
          <Notice tone="warn" role="status" band>
            {decision.waiting(waiting)}
          </Notice>
        </div>
      )}
      <div role="status">
        {undoable !== null && (
          <div className={classes.undo}>
            {decision.undoText[undoable.kind]}
            <Button size="compact-sm" variant="default" onClick={undo}>
              {decision.undo}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
