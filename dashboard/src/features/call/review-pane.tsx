/** The right half of a scored call: findings, scorecard, measures, comments and history in tabs, finishing below. */
import { Button } from '@mantine/core';
import { IconFlagPlus } from '@tabler/icons-react';
import { lazy, type ReactNode, type RefObject, Suspense } from 'react';
import { useMay } from '../../access/session.ts';
import type { CallAnalysis, CallDetails, Comment, ShownFinding } from '../../api/shapes.ts';
import { PageLoader } from '../../components/page-loader.tsx';
import { type Tab, Tabs } from '../../components/tabs.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { AcknowledgeBar } from './acknowledge-bar.tsx';
import classes from './call-page.module.css';
import { CommentsPanel } from './comments-panel.tsx';
import { DecisionBars } from './decision-bars.tsx';
import type { FindingActions } from './finding-actions.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { FinishBar } from './finish-bar.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { NoteFoot } from './note-pick.tsx';
import reviewClasses from './review.module.css';
import { ScorecardPanel } from './scorecard-panel.tsx';
import { isDismissed, isOpen } from './shown-findings.ts';
import type { Decisions } from './use-decisions.ts';
import type { useNextCall } from './use-next-call.ts';
import type { Said } from './use-said.ts';

const MeasuresPanel = lazy(async () => ({ default: (await import('./measures-panel.tsx')).MeasuresPanel }));

interface ReviewPaneProps {
  call: CallDetails;
  analysis: CallAnalysis;
  duration: number;
  tab: string | null;
  onTab: (tab: string | null) => void;
  /** The transcript, where it has no pane of its own. */
  transcript: ReactNode;
  findings: readonly ShownFinding[];
  selected: number | null;
  onSelect: (position: number) => void;
  actions: FindingActions;
  onAdd: () => void;
  decisions: Decisions;
  said: Said;
  comments: readonly Comment[];
  commentField: RefObject<HTMLTextAreaElement | null>;
  next: ReturnType<typeof useNextCall>;
}

export function ReviewPane(props: ReviewPaneProps) {
  const { call, analysis, duration, tab, onTab, transcript, findings, selected, onSelect } = props;
  const { actions, onAdd, decisions, said, comments, commentField, next } = props;
  const { call: words } = useTexts();
  const { tabs, words: wordTexts } = useReviewTexts();
  const mayDecide = useMay('review.decide');
  const { review } = decisions;
  const counted = findings.filter((finding) => finding.certain && !isDismissed(finding)).length;
  const list: Tab[] = [
    ...(transcript === null
      ? []
      : [{ value: 'transcript', title: words.tabs.transcript, panel: transcript, flush: true }]),
    {
      value: 'findings',
      title: (
        <>
          {words.tabs.findings} <span className={classes.tabCount}>{counted}</span>
        </>
      ),
      panel: (
        <>
          <FindingsPanel {...{ findings, selected, onSelect, actions }} orphans={review?.orphans ?? []} />
          {mayDecide && review && (
            <div className={reviewClasses.form}>
              <Button
                size="compact-sm"
                variant="default"
                w="fit-content"
                leftSection={<IconFlagPlus size={15} aria-hidden />}
                onClick={onAdd}
              >
                {wordTexts.add}
              </Button>
            </div>
          )}
        </>
      ),
    },
    {
      value: 'scorecard',
      title: words.tabs.scorecard,
      panel: <ScorecardPanel callId={call.id} analysis={analysis} review={review} said={said.criteria} />,
    },
    {
      value: 'measures',
      title: words.tabs.measures,
      panel: (
        <Suspense fallback={<PageLoader />}>
          <MeasuresPanel analysis={analysis} duration={duration} />
        </Suspense>
      ),
      scrolls: true,
    },
    {
      value: 'comments',
      title: (
        <>
          {tabs.comments}
          {comments.length > 0 && <span className={classes.tabCount}>{comments.length}</span>}
        </>
      ),
      panel: <CommentsPanel callId={call.id} field={commentField} said={said.comments} />,
    },
    {
      value: 'history',
      title: tabs.history,
      panel: review && <HistoryPanel review={review} criteria={analysis.criteria} />,
      scrolls: true,
    },
  ];
  return (
    <div className={classes.pane}>
      <Tabs label={words.panels} tabs={list} value={tab ?? ''} onChange={onTab} />
      <DecisionBars decisions={decisions} />
      <NoteFoot call={call} />
      {review && <AcknowledgeBar review={review} />}
      {review && (
        <FinishBar
          review={review}
          waiting={findings.filter((finding) => isOpen(finding) && !finding.certain).length}
          next={next}
        />
      )}
    </div>
  );
}
