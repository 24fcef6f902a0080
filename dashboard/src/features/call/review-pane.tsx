/** The right half of a scored call: findings, scorecard, measures, comments and history in tabs, finishing below. */
import { Button, Tabs } from '@mantine/core';
import { IconFlagPlus } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { useMay } from '../../access/session.ts';
import type { CallAnalysis, CallDetails, Comment, ShownFinding } from '../../api/shapes.ts';
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
import { MeasuresPanel } from './measures-panel.tsx';
import { NoteFoot } from './note-pick.tsx';
import reviewClasses from './review.module.css';
import { ScorecardPanel } from './scorecard-panel.tsx';
import { isDismissed, isOpen } from './shown-findings.ts';
import type { Decisions } from './use-decisions.ts';
import type { useNextCall } from './use-next-call.ts';
import type { Said } from './use-said.ts';

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
  return (
    <div className={classes.pane}>
      <Tabs
        value={tab}
        onChange={onTab}
        keepMounted={false}
        className={classes.tabsFrame}
        classNames={{ panel: classes.tab }}
      >
        <Tabs.List aria-label={words.panels} className={classes.tabs}>
          {transcript !== null && <Tabs.Tab value="transcript">{words.tabs.transcript}</Tabs.Tab>}
          <Tabs.Tab value="findings">
            {words.tabs.findings} <span className={classes.tabCount}>{counted}</span>
          </Tabs.Tab>
          <Tabs.Tab value="scorecard">{words.tabs.scorecard}</Tabs.Tab>
          <Tabs.Tab value="measures">{words.tabs.measures}</Tabs.Tab>
          <Tabs.Tab value="comments">
            {tabs.comments}
            {comments.length > 0 && <span className={classes.tabCount}>{comments.length}</span>}
          </Tabs.Tab>
          <Tabs.Tab value="history">{tabs.history}</Tabs.Tab>
        </Tabs.List>
        {transcript !== null && (
          <Tabs.Panel value="transcript" data-flush>
            {transcript}
          </Tabs.Panel>
        )}
        <Tabs.Panel value="findings">
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
        </Tabs.Panel>
        <Tabs.Panel value="scorecard">
          <ScorecardPanel callId={call.id} analysis={analysis} review={review} said={said.criteria} />
        </Tabs.Panel>
        <Tabs.Panel value="measures" tabIndex={0}>
          <MeasuresPanel analysis={analysis} duration={duration} />
        </Tabs.Panel>
        <Tabs.Panel value="comments">
          <CommentsPanel callId={call.id} field={commentField} said={said.comments} />
        </Tabs.Panel>
        {/* Nothing in these two takes the focus: they are scrolled by keyboard themselves. */}
        <Tabs.Panel value="history" tabIndex={0}>
          {review && <HistoryPanel review={review} criteria={analysis.criteria} />}
        </Tabs.Panel>
      </Tabs>
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
