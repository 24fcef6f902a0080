/** The transcript: only what is seen is in the page; it follows the sound until the person scrolls. */
import { Button, Text } from '@mantine/core';
import { IconArrowBarToDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { Finding, Segment } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/language.tsx';
import { usePlace, usePlayback } from '../../player/playback-context.tsx';
import { segmentAt, segmentNear } from './current-place.ts';
import { placeBySegment, sureFrom } from './segment-layout.ts';
import classes from './transcript.module.css';
import { TranscriptSegment } from './transcript-segment.tsx';
import { useFollow } from './use-follow.ts';

interface TranscriptProps {
  segments: readonly Segment[];
  /** In time order. */
  findings: readonly Finding[];
  selected: number | null;
}

export function Transcript({ segments, findings, selected }: TranscriptProps) {
  const { transcript } = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const playback = usePlayback();
  const current = usePlace(({ time }) => segmentAt(segments, time));
  const near = usePlace(({ time }) => segmentNear(segments, time));
  const bySegment = useMemo(() => placeBySegment(findings), [findings]);
  const hasUnsureWords = useMemo(
    () => segments.some(({ words }) => words?.some(({ confidence }) => (confidence ?? 1) < sureFrom)),
    [segments],
  );
  const rows = useVirtualizer({
    count: segments.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => 44 + Math.ceil((segments[index]?.text.length ?? 0) / 70) * 25,
    overscan: 4,
  });
  const { following, resume } = useFollow({
    scroller,
    near,
    scrollToSegment: (index) => rows.scrollToIndex(index, { align: 'center' }),
  });

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

  if (segments.length === 0) return <Text p="lg">{transcript.empty}</Text>;
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section ref={scroller} className={classes.scroller} aria-label={transcript.label} tabIndex={0}>
        {hasUnsureWords && <p className={classes.legend}>{transcript.legend}</p>}
        <div className={classes.whole} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const segment = segments[index];
            if (!segment) return null;
            return (
              <div
                key={index}
                ref={rows.measureElement}
                data-index={index}
                className={classes.place}
                style={{ translate: `0 ${start}px` }}
              >
                <TranscriptSegment
                  segment={segment}
                  repeated={segments[index - 1]?.speaker === segment.speaker}
                  findings={bySegment.get(index) ?? []}
                  selected={selected}
                  current={index === current}
                />
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
}
