/** The dialogs of the review: which one is open, and what comes of it. */
import type { Segment, ShownFinding } from '../../api/shapes.ts';
import { useFocusBack } from '../../components/use-focus-back.ts';
import { DismissDialog } from './dismiss-dialog.tsx';
import { DisputeDialog } from './dispute-dialog.tsx';
import { spanOf } from './selected-words.ts';
import type { Decisions } from './use-decisions.ts';
import { type WordSpan, WordsDialog } from './words-dialog.tsx';

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

export function ReviewDialogs({ callId, dialog, segments, decisions, onClose }: ReviewDialogsProps) {
  useFocusBack(dialog !== null);
  if (dialog === null) return null;
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
