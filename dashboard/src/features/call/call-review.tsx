/** A scored call: player on top, transcript left, the review right (on narrow screens all in tabs). */
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useMay } from '../../access/session.ts';
import { listComments } from '../../api/comments.ts';
import type { CallAnalysis, CallDetails, Segment, ShownFinding } from '../../api/shapes.ts';
import { Notice } from '../../components/notice.tsx';
import { useSteady } from '../../components/use-steady.ts';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { usePlayback } from '../../player/playback-context.tsx';
import { Player, type Silent } from '../../player/player.tsx';
import { playbackHotkeys, useHotkeys } from '../../player/use-hotkeys.ts';
import classes from './call-page.module.css';
import { segmentNear } from './current-place.ts';
import { HotkeySheet } from './hotkey-sheet.tsx';
import { hasMasks } from './masks.ts';
import { type OpenDialog, ReviewDialogs } from './review-dialogs.tsx';
import { ReviewPane } from './review-pane.tsx';
import { selectedWords } from './selected-words.ts';
import { shownFindings } from './shown-findings.ts';
import { SwapButton } from './swap-button.tsx';
import { Transcript } from './transcript.tsx';
import { useClaim } from './use-claim.ts';
import { useDecisions } from './use-decisions.ts';
import { useNextCall } from './use-next-call.ts';
import { usePlaceLink } from './use-place-link.ts';
import { useSaid } from './use-said.ts';
import { useSelectedFinding } from './use-selected-finding.ts';

// Brings a dialog along: not for the first look at a call.
const UnmaskButton = lazy(async () => ({ default: (await import('./unmask-button.tsx')).UnmaskButton }));

interface CallReviewProps {
  call: CallDetails;
  analysis: CallAnalysis;
  silent: Silent;
}

export function CallReview({ call, analysis, silent }: CallReviewProps) {
  const { call: words, player } = useTexts();
  const texts = useReviewTexts();
  const playback = usePlayback();
  const mayDecide = useMay('review.decide');
  const mayDispute = useMay('dispute.open');
  const mayComment = useMay('comment.write');
  const maySwap = useMay('call.swap');
  const mayUnmask = useMay('call.unmask');
  const search = useRef<HTMLInputElement>(null);
  const commentField = useRef<HTMLTextAreaElement>(null);
  const [original, setOriginal] = useState<Segment[] | null>(null);
  const segments = original ?? analysis.segments;
  const hidden = useMemo(() => hasMasks(segments), [segments]);
  const [help, helpActions] = useDisclosure(false);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const [tab, setTab] = useState<string | null>(narrow ? 'transcript' : 'findings');
  const shownTab = !narrow && tab === 'transcript' ? 'findings' : tab;

  const holder = useClaim(call.id);
  const decisions = useDecisions(call.id);
  const said = useSaid(call.id);
  const next = useNextCall(call.id);
  const { data: comments } = useQuery(listComments(call.id));
  const { review } = decisions;
  const findings = useMemo(() => shownFindings(analysis.findings, review), [analysis, review]);
  const { selected, finding, select, step } = useSelectedFinding(findings, review !== undefined);
  const copyLink = useSteady(usePlaceLink(finding?.id));
  const lastSecond = analysis.segments.at(-1)?.end ?? 0;
  const duration = call.duration ?? analysis.sound?.duration ?? lastSecond;

  const openField = (name: string, field: typeof search | typeof commentField) => {
    flushSync(() => setTab(name));
    field.current?.focus();
  };
  const disputable = mayDispute && review !== undefined && Date.parse(review.disputeUntil) > Date.now();
  const confirm = useSteady((chosen: ShownFinding) => decisions.decide(chosen, { kind: 'confirm', text: '' }));
  const actions = useMemo(
    () => ({
      confirm,
      dismiss: (chosen: ShownFinding) => setDialog({ kind: 'dismiss', finding: chosen }),
      changeRange: (chosen: ShownFinding) => setDialog({ kind: 'range', finding: chosen }),
      dispute: disputable ? (chosen: ShownFinding) => setDialog({ kind: 'dispute', finding: chosen }) : null,
      call,
    }),
    [confirm, disputable, call],
  );
  /** For the selected finding; says what is missing when there is none. */
  const withSelected = (act: (chosen: ShownFinding) => void) => () => {
    if (finding?.id) return act(finding);
    notifications.show({ message: finding ? texts.decision.notYet : texts.decision.selectFirst, autoClose: 2500 });
  };
  const addMissed = () => {
    const marked = selectedWords(segments);
    const segment = marked?.segment ?? segmentNear(segments, playback.place().time);
    const speaker = segments[segment]?.speaker;
    if (speaker !== 'operator' && speaker !== 'specialist')
      return void notifications.show({ color: 'yellow', message: texts.words.noOperator });
    setDialog({ kind: 'add', segment, span: marked?.span ?? null });
  };
  useHotkeys({
    ...playbackHotkeys(playback),
    nextFinding: () => step(1),
    previousFinding: () => step(-1),
    search: () => {
      if (narrow) openField('transcript', search);
      else search.current?.focus();
      search.current?.select();
    },
    help: helpActions.open,
    nextCall: next.goOn,
    previousCall: next.goBack,
    ...(mayComment && { comment: () => openField('comments', commentField) }),
    ...(mayDecide && {
      confirm: withSelected((chosen) => {
        if (chosen.review?.verdict !== 'confirmed') actions.confirm(chosen);
      }),
      dismiss: withSelected(actions.dismiss),
      changeRange: withSelected(actions.changeRange),
      addMissed,
      undo: decisions.undo,
      submit: next.submit,
    }),
  });

  const unmask = useMemo(
    () =>
      hidden && mayUnmask ? (
        <Suspense>
          <UnmaskButton callId={call.id} onShown={setOriginal} />
        </Suspense>
      ) : null,
    [hidden, mayUnmask, call.id],
  );
  const transcript = (
    <Transcript
      segments={segments}
      unmask={unmask}
      dropped={analysis.dropped}
      findings={findings}
      selected={selected}
      searchInput={search}
    />
  );
  const channels = analysis.sound?.channels.length;
  return (
    <>
      <Player
        callId={call.id}
        duration={duration}
        silent={silent}
        ifBroken={player.soundNotPlayable}
        hasPeaks={call.hasPeaks}
        sound={analysis.sound}
        steps={{ findings, selected, onSelect: select, onStep: step }}
        comments={comments?.items.map(({ id, second, text }) => ({
          id,
          second,
          label: texts.comments.pin(clock(second), text.slice(0, 100)),
          onOpen: () => {
            setTab('comments');
            playback.playFrom(second);
          },
        }))}
        extra={channels === 2 && maySwap ? <SwapButton callId={call.id} /> : null}
        onCopyLink={copyLink}
        onHelp={helpActions.open}
      />
      {holder !== null && (
        <Notice tone="warn" role="status" band title={texts.finish.holder}>
          {holder}
        </Notice>
      )}
      {channels === 1 && (
        <Notice tone="warn" band title={words.monoTitle}>
          {words.mono}
        </Notice>
      )}
      <div className={classes.work}>
        {!narrow && <div className={classes.pane}>{transcript}</div>}
        <ReviewPane
          call={call}
          analysis={analysis}
          duration={duration}
          tab={shownTab}
          onTab={setTab}
          transcript={narrow ? transcript : null}
          findings={findings}
          selected={selected}
          onSelect={select}
          actions={actions}
          onAdd={addMissed}
          decisions={decisions}
          said={said}
          comments={comments?.items ?? []}
          commentField={commentField}
          next={next}
        />
      </div>
      <ReviewDialogs
        callId={call.id}
        dialog={dialog}
        segments={segments}
        decisions={decisions}
        onClose={() => setDialog(null)}
      />
      <HotkeySheet opened={help} onClose={helpActions.close} />
    </>
  );
}
