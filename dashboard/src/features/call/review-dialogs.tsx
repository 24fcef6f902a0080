/**
 * The dialogs of the review: which one is open, and what comes of it. Dismissing is there from the start (X and a digit are
 * typed in one go), the others are fetched when the page stands.
 */
import { lazy, Suspense, useEffect } from 'react';
import type { Segment, ShownFinding } from '../../api/shapes.ts';
import { useFocusBack } from '../../components/use-focus-back.ts';
import { DismissDialog } from './dismiss-dialog.tsx';
import { spanOf } from './selected-words.ts';
import type { Decisions } from './use-decisions.ts';
import type { WordSpan } from './words-dialog.tsx';

const fetchDispute = () => import('./dispute-dialog.tsx');
const fetchWords = () => import('./words-dialog.tsx');
const DisputeDialog = lazy(async () => ({ default: (await fetchDispute()).DisputeDialog }));
const WordsDialog = lazy(async () => ({ default: (await fetchWords()).WordsDialog }));
/** The page stands by then. */
const fetchAfterMs = 2_000;

export type OpenDialog =
  | { kind: 'dismiss'; finding: ShownFinding }
  | { kind: 'dispute'; finding: ShownFinding }
  | { kind: 'range'; finding: ShownFinding }
  | { kind: 'add'; segment: number; span: WordSpan | null };

interface ReviewDialogsProps {
  callId: string;
  dialog: OpenDialog | null;
  segments: readonly Segment[];
  decisions: Decisions;
  onClose: () => void;
}

export function ReviewDialogs(props: ReviewDialogsProps) {
  const { dialog } = props;
  useFocusBack(dialog !== null);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      for (const fetchOne of [fetchWords, fetchDispute]) void fetchOne().catch(() => {});
    }, fetchAfterMs);
    return () => window.clearTimeout(timer);
  }, []);
  return dialog && <Suspense>{openDialog({ ...props, dialog })}</Suspense>;
}

function openDialog({ callId, dialog, segments, decisions, onClose }: ReviewDialogsProps & { dialog: OpenDialog }) {
  if (dialog.kind === 'dismiss') {
    return (
      <DismissDialog
        finding={dialog.finding}
        onClose={onClose}
        onDismiss={(reason, text) => {
          decisions.decide(dialog.finding, { kind: 'dismiss', reason, text });
          onClose();
        }}
      />
    );
  }
  if (dialog.kind === 'dispute') {
    const { finding } = dialog;
    const until = decisions.review?.disputeUntil;
    if (finding.id === null || until === undefined) return null;
    return <DisputeDialog callId={callId} finding={{ ...finding, id: finding.id }} until={until} onClose={onClose} />;
  }
  const index = dialog.kind === 'range' ? dialog.finding.segment : dialog.segment;
  const segment = segments[index];
  if (!segment) return null;
  if (dialog.kind === 'range') {
    return (
      <WordsDialog
        segment={segment}
        initial={spanOf(segment, dialog.finding)}
        onClose={onClose}
        onRange={(words) => {
          decisions.decide(dialog.finding, { kind: 'change_range', ...words, text: '' });
          onClose();
        }}
      />
    );
  }
  return (
    <WordsDialog
      segment={segment}
      initial={dialog.span}
      onClose={onClose}
      onAdd={(words, rule) => {
        decisions.add({ rule, segment: index, ...words });
        onClose();
      }}
    />
  );
}
