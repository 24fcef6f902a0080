/** The transcript: only what is seen is in the page; it follows the sound until the person scrolls. */
import { Button, Text } from '@mantine/core';
import { IconArrowBarToDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, type Ref, useEffect, useMemo, useRef } from 'react';
import type { DroppedWord, Segment, ShownFinding } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { usePlace, usePlayback } from '../../player/playback-context.tsx';
import { useHotkeys } from '../../player/use-hotkeys.ts';
import { segmentAt, segmentNear } from './current-place.ts';
import { DroppedWords } from './dropped-words.tsx';
import { type PlacedFinding, placeBySegment, sureFrom } from './segment-layout.ts';
import classes from './transcript.module.css';
import { type Match, matchesBySegment } from './transcript-matches.ts';
import { transcriptRows } from './transcript-rows.ts';
import { TranscriptSearch } from './transcript-search.tsx';
import { TranscriptSegment } from './transcript-segment.tsx';
import { useFollow } from './use-follow.ts';
import { useTranscriptSearch } from './use-transcript-search.ts';

interface TranscriptProps {
  segments: readonly Segment[];
  /** What shows hidden data, for who may see it. */
  unmask: ReactNode;
  dropped: readonly DroppedWord[];
  /** In time order. */
  findings: readonly ShownFinding[];
  selected: number | null;
  /** The field of the search, for whoever leads the keyboard to it. */
  searchInput: Ref<HTMLInputElement>;
}

const noFindings: readonly PlacedFinding[] = [];
const noMatches: readonly Match[] = [];

export const Transcript = memo(function Transcript(props: TranscriptProps) {
  const { segments, unmask, dropped, findings, selected, searchInput } = props;
  const { transcript } = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const playback = usePlayback();
  const current = usePlace(({ time }) => segmentAt(segments, time));
  const list = useMemo(() => transcriptRows(segments, dropped), [segments, dropped]);
  /** Row of each segment. */
  const rowOf = useMemo(() => list.flatMap((row, at) => (row.kind === 'segment' ? [at] : [])), [list]);
  const near = usePlace(({ time }) => rowOf[segmentNear(segments, time)] ?? 0);
  const bySegment = useMemo(() => placeBySegment(findings), [findings]);
  const hasUnsureWords = useMemo(
    () => segments.some(({ words }) => words?.some(({ confidence }) => (confidence ?? 1) < sureFrom)),
    [segments],
  );
  const rows = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      const row = list[at];
      return row?.kind === 'segment' ? 44 + Math.ceil((segments[row.index]?.text.length ?? 0) / 70) * 25 : 28;
    },
    overscan: 4,
  });
  const scrollTo = (row: number) => rows.scrollToIndex(row, { align: 'center' });
  const { following, resume, pause } = useFollow({ scroller, near, scrollToRow: scrollTo });
  useHotkeys({ follow: following ? pause : resume });
  const search = useTranscriptSearch(segments, ({ segment }) => {
    pause();
    scrollTo(rowOf[segment] ?? 0);
  });
  const matchesOf = useMemo(() => matchesBySegment(search.matches), [search.matches]);
  const shown = search.matches[search.current];

  // Words are clicked by the hundred: one listener for all of them. The keyboard plays segments by their time buttons.
  useEffect(() => {
    const element = scroller.current;
    const onClick = ({ target }: MouseEvent) => {
      const start = target instanceof Element ? target.closest<HTMLElement>('[data-start]')?.dataset.start : undefined;
      if (start === undefined || window.getSelection()?.isCollapsed === false) return;
      playback.playFrom(Number(start));
    };
    element?.addEventListener('click', onClick);
    return () => element?.removeEventListener('click', onClick);
  }, [playback]);

  const segmentAtRow = (index: number) => {
    const segment = segments[index];
    if (!segment) return null;
    const matches = matchesOf.get(index) ?? noMatches;
    const shownMatch = shown?.segment === index ? matches.indexOf(shown) : null;
    const placed = bySegment.get(index) ?? noFindings;
    return (
      <TranscriptSegment
        index={index}
        segment={segment}
        repeated={segments[index - 1]?.speaker === segment.speaker}
        findings={placed}
        // The others need not know.
        selected={placed.some(({ position }) => position === selected) ? selected : null}
        matches={matches}
        shownMatch={shownMatch}
        current={index === current}
      />
    );
  };

  if (list.length === 0) return <Text p="lg">{transcript.empty}</Text>;
  return (
    <div className={classes.frame}>
      <TranscriptSearch search={search} inputRef={searchInput} />
      {unmask !== null && <div className={classes.unmask}>{unmask}</div>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section ref={scroller} className={classes.scroller} aria-label={transcript.label} tabIndex={0}>
        {hasUnsureWords && <p className={classes.legend}>{transcript.legend}</p>}
        <div className={classes.whole} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const row = list[index];
            if (!row) return null;
            return (
              <div
                key={index}
                ref={rows.measureElement}
                data-index={index}
                className={classes.place}
                style={{ translate: `0 ${start}px` }}
              >
                {row.kind === 'dropped' ? <DroppedWords row={row} /> : segmentAtRow(row.index)}
              </div>
            );
          })}
        </div>
      </section>
      {!following && (
        <Button
          className={classes.toCurrent}
          size="sm"
          radius="xl"
          leftSection={<IconArrowBarToDown size={17} aria-hidden />}
          onClick={resume}
        >
          {transcript.toCurrent}
        </Button>
      )}
    </div>
  );
});
