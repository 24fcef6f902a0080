/** «Карта оценки»: every criterion with its outcome, points, reason and the places where it is heard. */
import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import type { CallAnalysis, Outcome } from '../../api/shapes.ts';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { type Grouping, groupCriteria } from './criteria-groups.ts';
import { CriterionRow } from './criterion-row.tsx';
import classes from './panels.module.css';

export function ScorecardPanel({ analysis }: { analysis: CallAnalysis }) {
  const { scorecard, findings } = useTexts();
  const format = useFormat();
  const [grouping, setGrouping] = useState<Grouping>('outcome');
  const groups = groupCriteria(analysis.criteria, grouping);
  const fatal = analysis.criteria.filter(({ id }) => analysis.fatal.includes(id));
  const nameOf = (key: string) =>
    grouping === 'outcome' ? scorecard.outcomes[key as Outcome] : findings.sectionLong(key);
  return (
    <>
      <div className={classes.panelHead}>
        {analysis.score === null ? (
          <Text>{scorecard.noScore}</Text>
        ) : (
          <div>
            <Text fw={600}>
              {scorecard.total} {format.score(analysis.score)} {scorecard.of}
            </Text>
            {analysis.compliance !== null && (
              <Text size="sm" className={classes.muted}>
                {scorecard.compliance[analysis.compliance]}
              </Text>
            )}
          </div>
        )}
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
            {analysis.quality !== null && <div>{scorecard.quality(format.score(analysis.quality))}</div>}
          </Notice>
        </div>
      )}
      {groups.map(({ key, criteria }) => (
        <section key={key} className={classes.group}>
          <h2 className={classes.groupTitle}>
            {nameOf(key)} <span className={classes.muted}>{criteria.length}</span>
          </h2>
          <ul className={classes.criteria}>
            {criteria.map((criterion) => (
              <CriterionRow
                key={criterion.id}
                criterion={criterion}
                findings={criterion.findings.flatMap((index) => analysis.findings[index] ?? [])}
                withOutcome={grouping === 'section'}
              />
            ))}
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
