/** «Карта оценки»: every criterion with its outcome, points, reason and the places where it is heard. */
import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { scorecardExportUrl } from '../../api/scorecard-export.ts';
import type { CallAnalysis, CallReview, Outcome } from '../../api/shapes.ts';
import { ExportMenu } from '../../components/export-menu.tsx';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { type Grouping, groupCriteria } from './criteria-groups.ts';
import { CriterionAnswer } from './criterion-answer.tsx';
import { CriterionRow } from './criterion-row.tsx';
import { answeredCriteria } from './current-score.ts';
import classes from './panels.module.css';
import type { Said } from './use-said.ts';

interface ScorecardPanelProps {
  callId: string;
  /** The machine's. */
  analysis: CallAnalysis;
  /** What people say of it; undefined until it is read. */
  review: CallReview | undefined;
  /** Answers on their way. */
  said: Said['criteria'];
}

export function ScorecardPanel({ callId, analysis, review, said }: ScorecardPanelProps) {
  const { scorecard, findings } = useTexts();
  const format = useFormat();
  const [grouping, setGrouping] = useState<Grouping>('outcome');
  const { answer } = useReviewTexts();
  const answered = answeredCriteria(analysis.criteria, review);
  const reviewedOf = new Map(answered.map(({ criterion, reviewed }) => [criterion.id, reviewed]));
  const groups = groupCriteria(
    answered.map(({ criterion }) => criterion),
    grouping,
  );
  const total = review?.totals.current ?? analysis;
  const fatal = analysis.criteria.filter(({ id }) => total.fatal.includes(id));
  const shownScore = (score: number | null) => (score === null ? answer.noTotal : format.score(score));
  const nameOf = (key: string) =>
    grouping === 'outcome' ? scorecard.outcomes[key as Outcome] : findings.sectionLong(key);
  return (
    <>
      <div className={classes.panelHead}>
        {total.score === null ? (
          <Text>{scorecard.noScore}</Text>
        ) : (
          <div>
            <Text fw={600}>
              {scorecard.total} {format.score(total.score)} {scorecard.of}
            </Text>
            {total.compliance !== null && (
              <Text size="sm" className={classes.muted}>
                {scorecard.compliance[total.compliance]}
              </Text>
            )}
            {total.score !== analysis.score && (
              <Text size="sm" className={classes.muted}>
                {answer.total(shownScore(analysis.score))}
              </Text>
            )}
          </div>
        )}
        <ExportMenu size="xs" printable hrefOf={(kind) => scorecardExportUrl(kind, callId)} />
        <SegmentedControl
          size="xs"
          aria-label={scorecard.group}
          value={grouping}
          onChange={setGrouping}
          data={[
            { value: 'outcome', label: scorecard.byOutcome },
            { value: 'section', label: scorecard.bySection },
          ]}
        />
      </div>
      {fatal.length > 0 && (
        <div className={classes.fatal}>
          <Notice tone="bad" title={scorecard.fatalTitle}>
            <div>{fatal.map(({ title }) => title).join('; ')}</div>
            {total.quality !== null && <div>{scorecard.quality(format.score(total.quality))}</div>}
          </Notice>
        </div>
      )}
      {groups.map(({ key, criteria }) => (
        <section key={key} className={classes.group}>
          <h2 className={classes.groupTitle}>
            {nameOf(key)} <span className={classes.muted}>{criteria.length}</span>
          </h2>
          <ul className={classes.criteria}>
            {criteria.map((criterion) => {
              const reviewed = reviewedOf.get(criterion.id) ?? null;
              return (
                <CriterionRow
                  key={criterion.id}
                  criterion={criterion}
                  findings={criterion.findings.flatMap((index) => analysis.findings[index] ?? [])}
                  withOutcome={grouping === 'section'}
                  answer={reviewed && <CriterionAnswer title={criterion.title} reviewed={reviewed} said={said} />}
                />
              );
            })}
          </ul>
        </section>
      ))}
      <Versions versions={analysis.versions} />
    </>
  );
}

function Versions({ versions }: { versions: CallAnalysis['versions'] }) {
  const { scorecard } = useTexts();
  /** Digests are long; their first letters tell versions apart. */
  const short = (version: string) => version.replace(/^sha256:/, '').slice(0, 10);
  return (
    <p className={classes.versions}>
      {scorecard.versions}: {scorecard.version.engine} {short(versions.engine)}, {scorecard.version.lexicon}{' '}
      <span title={versions.lexicon}>{short(versions.lexicon)}</span>, {scorecard.version.scorecard}{' '}
      <span title={versions.scorecard}>{short(versions.scorecard)}</span>
    </p>
  );
}
