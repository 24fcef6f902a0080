/** One line of the scorecard. */
import { Text } from '@mantine/core';
import {
  IconAlertOctagon,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleMinus,
  IconCircleX,
  IconHelpCircle,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useFormat } from '../../access/session.ts';
import type { Criterion, Finding } from '../../api/shapes.ts';
import { sentence } from '../../components/error-line.ts';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { isPartly } from './criteria-groups.ts';
import classes from './panels.module.css';
import { PlayChip } from './play-chip.tsx';

const icons = {
  failed: IconCircleX,
  not_sure: IconHelpCircle,
  passed: IconCircleCheck,
  partly: IconCircleHalf2,
  not_applicable: IconCircleMinus,
};

/** So many places are shown at once; the rest opens. */
const firstChips = 4;

interface CriterionRowProps {
  criterion: Criterion;
  findings: readonly Finding[];
  /** Says the outcome in words too: where the heading does not. */
  withOutcome: boolean;
  /** The person's answer beside the machine's. */
  answer: ReactNode;
}

export function CriterionRow({ criterion, findings, withOutcome, answer }: CriterionRowProps) {
  const { scorecard } = useTexts();
  const look = isPartly(criterion) ? 'partly' : criterion.outcome;
  const Icon = icons[look];
  const outcome = look === 'partly' ? scorecard.partly : scorecard.outcomes[criterion.outcome];
  return (
    <li className={classes.criterion} data-outcome={look}>
      <Icon size={19} className={classes.criterionIcon} role="img" aria-label={outcome} />
      <div className={classes.criterionBody}>
        <div className={classes.criterionHead}>
          <Text fw={500} size="sm">
            {criterion.title}
          </Text>
          <Points criterion={criterion} />
        </div>
        <Text size="sm" className={classes.muted}>
          {(withOutcome || look === 'partly') && <b>{outcome}. </b>}
          {sentence(criterion.reason)}
        </Text>
        {criterion.fatal && criterion.outcome === 'failed' && (
          <div className={classes.tags}>
            <Tone tone="bad" icon={<IconAlertOctagon size={15} aria-hidden />}>
              {scorecard.fatal}
            </Tone>
          </div>
        )}
        <Places criterion={criterion} findings={findings} />
        {answer}
      </div>
    </li>
  );
}

function Points({ criterion }: { criterion: Criterion }) {
  const { scorecard } = useTexts();
  const format = useFormat();
  const { earned, weight, outcome } = criterion;
  if (weight === 0) return <span className={classes.points}>{scorecard.hint}</span>;
  if (outcome === 'not_applicable' || outcome === 'not_sure')
    return <span className={classes.points}>{scorecard.notCounted}</span>;
  const [points, of] = [format.score(earned), format.score(weight)];
  return (
    <span className={classes.points} title={scorecard.pointsLabel(points, of)}>
      {scorecard.points(points, of)}
    </span>
  );
}

/** Evidence, or where there is none the findings themselves: each a chip that plays its second. */
function Places({ criterion, findings }: Omit<CriterionRowProps, 'withOutcome' | 'answer'>) {
  const { scorecard } = useTexts();
  const [all, setAll] = useState(false);
  const places = criterion.evidence.length > 0 ? criterion.evidence : findings;
  if (places.length === 0) return null;
  const shown = all ? places : places.slice(0, firstChips);
  return (
    <ul className={classes.chips} aria-label={scorecard.evidence}>
      {shown.map(({ text, start }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places of a criterion never change order.
        <li key={index}>
          <PlayChip quote={text} start={start} />
        </li>
      ))}
      {shown.length < places.length && (
        <li>
          <button type="button" className={classes.chip} onClick={() => setAll(true)}>
            {scorecard.moreEvidence(places.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  );
}
