/** A scored call: player on top, transcript left, findings and scorecard right (on narrow screens all in tabs). */
import { Tabs } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useMay } from '../../access/session.ts';
import type { CallAnalysis, CallDetails, Segment } from '../../api/shapes.ts';
import { Notice } from '../../components/notice.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { inTimeOrder, leadSeconds, stepFinding } from '../../player/finding-steps.ts';
import { usePlayback } from '../../player/playback-context.tsx';
import { Player, type Silent } from '../../player/player.tsx';
import { playbackHotkeys, useHotkeys } from '../../player/use-hotkeys.ts';
import classes from './call-page.module.css';
import { FindingsPanel } from './findings-panel.tsx';
import { HotkeySheet } from './hotkey-sheet.tsx';
import { hasMasks } from './masks.ts';
import { MeasuresPanel } from './measures-panel.tsx';
import { ScorecardPanel } from './scorecard-panel.tsx';
import { Transcript } from './transcript.tsx';
import { UnmaskButton } from './unmask-button.tsx';
import { usePlaceLink } from './use-place-link.ts';

interface CallReviewProps {
  call: CallDetails;
  analysis: CallAnalysis;
  silent: Silent;
}

export function CallReview({ call, analysis, silent }: CallReviewProps) {
  const { call: words, player } = useTexts();
  const playback = usePlayback();
  const copyLink = usePlaceLink();
  const [selected, setSelected] = useState<number | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const [original, setOriginal] = useState<Segment[] | null>(null);
  const segments = original ?? analysis.segments;
  const mayUnmask = useMay('call.unmask');
  const hidden = useMemo(() => hasMasks(segments), [segments]);
  const [help, helpActions] = useDisclosure(false);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const [tab, setTab] = useState<string | null>(narrow ? 'transcript' : 'findings');
  const shownTab = !narrow && tab === 'transcript' ? 'findings' : tab;
  const findings = useMemo(
    () => inTimeOrder(analysis.findings).flatMap((index) => analysis.findings[index] ?? []),
    [analysis],
  );
  const lastSecond = analysis.segments.at(-1)?.end ?? 0;
  const duration = call.duration ?? analysis.sound?.duration ?? lastSecond;

  const openSearch = () => {
    if (narrow) flushSync(() => setTab('transcript'));
    search.current?.select();
    search.current?.focus();
  };
  const select = (position: number) => {
    const finding = findings[position];
    if (!finding) return;
    setSelected(position);
    playback.playFrom(finding.start - leadSeconds);
  };
  const step = (direction: 1 | -1) => {
    const position = stepFinding(findings, selected, playback.place().time, direction);
    if (position !== null) return select(position);
    notifications.show({
      message: direction === 1 ? player.noMoreFindings : player.noEarlierFindings,
      autoClose: 2500,
    });
  };
  useHotkeys({
    ...playbackHotkeys(playback),
    nextFinding: () => step(1),
    previousFinding: () => step(-1),
    search: openSearch,
    help: helpActions.open,
  });

  const transcript = (
    <Transcript
      segments={segments}
      unmask={hidden && mayUnmask ? <UnmaskButton callId={call.id} onShown={setOriginal} /> : null}
      dropped={analysis.dropped}
      findings={findings}
      selected={selected}
      searchInput={search}
    />
  );
  return (
    <>
      <Player
        callId={call.id}
        duration={duration}
        silent={silent}
        ifBroken={player.soundGone}
        hasPeaks={call.hasPeaks}
        sound={analysis.sound}
        steps={{ findings, selected, onSelect: select, onStep: step }}
        onCopyLink={copyLink}
        onHelp={helpActions.open}
      />
      {analysis.sound?.channels.length === 1 && (
        <Notice tone="warn" band title={words.monoTitle}>
          {words.mono}
        </Notice>
      )}
      <div className={classes.work}>
        {!narrow && <div className={classes.pane}>{transcript}</div>}
        <Tabs
          value={shownTab}
          onChange={setTab}
          keepMounted={false}
          className={classes.pane}
          classNames={{ panel: classes.tab }}
        >
          <Tabs.List aria-label={words.panels} className={classes.tabs}>
            {narrow && <Tabs.Tab value="transcript">{words.tabs.transcript}</Tabs.Tab>}
            <Tabs.Tab value="findings">
              {words.tabs.findings}{' '}
              <span className={classes.tabCount}>{findings.filter(({ certain }) => certain).length}</span>
            </Tabs.Tab>
            <Tabs.Tab value="scorecard">{words.tabs.scorecard}</Tabs.Tab>
            <Tabs.Tab value="measures">{words.tabs.measures}</Tabs.Tab>
          </Tabs.List>
          {narrow && (
            <Tabs.Panel value="transcript" data-flush>
              {transcript}
            </Tabs.Panel>
          )}
          <Tabs.Panel value="findings">
            <FindingsPanel findings={findings} selected={selected} onSelect={select} />
          </Tabs.Panel>
          <Tabs.Panel value="scorecard">
            <ScorecardPanel analysis={analysis} />
          </Tabs.Panel>
          <Tabs.Panel value="measures">
            <MeasuresPanel analysis={analysis} duration={duration} />
          </Tabs.Panel>
        </Tabs>
      </div>
      <HotkeySheet opened={help} onClose={helpActions.close} />
    </>
  );
}
