/** One segment of the transcript: who, when, and the words with their findings and doubts. */
import { IconAlertTriangleFilled, IconCircleX, IconHelpCircle, IconPlayerPlay } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import type { Segment, Word } from '../../api/shapes.ts';
import { clock } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { keepFocus } from '../../player/keep-focus.ts';
import { usePlace, usePlayback } from '../../player/playback-context.tsx';
import { wordAt } from './current-place.ts';
import { maskNameOf } from './masks.ts';
import { groupPieces, layOutSegment, type Piece, type PlacedFinding, sureFrom } from './segment-layout.ts';
import classes from './transcript.module.css';
import type { Match } from './transcript-matches.ts';

interface TranscriptSegmentProps {
  /** Index of the segment in the call. */
  index: number;
  segment: Segment;
  /** The same person spoke before. */
  repeated: boolean;
  findings: readonly PlacedFinding[];
  selected: number | null;
  /** Matches of the search in this segment. */
  matches: readonly Match[];
  /** Index in `matches` of the one that is shown now; null when it is elsewhere. */
  shownMatch: number | null;
  current: boolean;
}

export const TranscriptSegment = memo(function TranscriptSegment(props: TranscriptSegmentProps) {
  const { index, segment, repeated, findings, selected, matches, shownMatch, current } = props;
  const { transcript, speakers } = useTexts();
  const playback = usePlayback();
  // Only the segment that is spoken follows the word; the others are not drawn again while the sound plays.
  const spoken = usePlace(({ time }) => (current ? wordAt(segment, time) : -1));
  const groups = useMemo(() => groupPieces(layOutSegment(segment, findings, matches)), [segment, findings, matches]);
  const time = clock(segment.start);
  return (
    <article
      className={classes.segment}
      data-segment={index}
      data-speaker={segment.speaker}
      data-current={current}
      aria-current={current && spoken === -1 ? 'true' : undefined}
    >
      <header className={classes.head}>
        <span className={classes.speaker} data-repeated={repeated}>
          {speakers[segment.speaker]}
        </span>
        <button
          type="button"
          className={classes.playFrom}
          aria-label={transcript.playFrom(time)}
          title={transcript.playFrom(time)}
          onMouseDown={keepFocus}
          onClick={() => playback.playFrom(segment.start)}
        >
          <IconPlayerPlay size={13} aria-hidden />
          {time}
        </button>
      </header>
      <p className={classes.text}>
        {groups.map(({ from, findings: covering, pieces }) => {
          const words = pieces.map((piece) => (
            <PieceOfText
              key={piece.from}
              piece={piece}
              segment={segment}
              spoken={spoken}
              shown={piece.match !== null && piece.match === shownMatch}
            />
          ));
          const marks = findings.filter(({ position }) => covering.includes(position));
          return marks.length === 0 ? (
            <span key={from}>{words}</span>
          ) : (
            <Marked key={from} marks={marks} selected={selected}>
              {words}
            </Marked>
          );
        })}
      </p>
    </article>
  );
});

interface MarkedProps {
  marks: readonly PlacedFinding[];
  selected: number | null;
  children: React.ReactNode;
}

/** Words under a finding: underlined, with an icon that names the rule. */
function Marked({ marks, selected, children }: MarkedProps) {
  const { rules, findings } = useTexts();
  const { decision } = useReviewTexts();
  const sure = marks.some(({ finding }) => finding.certain);
  const names = marks.map(({ finding }) =>
    finding.certain ? rules[finding.rule] : `${findings.question(rules[finding.rule])} (${findings.unsure})`,
  );
  const dismissed = marks.every(({ finding }) => finding.review?.verdict === 'dismissed');
  const label = dismissed ? `${names.join(', ')} (${decision.states.dismissed.toLowerCase()})` : names.join(', ');
  const Icon = dismissed ? IconCircleX : sure ? IconAlertTriangleFilled : IconHelpCircle;
  return (
    <mark
      className={classes.finding}
      title={label}
      data-unsure={!sure}
      data-dismissed={dismissed}
      data-selected={marks.some(({ position }) => position === selected)}
    >
      {children}
      <span className={classes.findingIcon}>
        <Icon size={12} role="img" aria-label={label} />
      </span>
    </mark>
  );
}

interface PieceOfTextProps {
  piece: Piece;
  segment: Segment;
  /** Index of the word that is spoken. */
  spoken: number;
  /** The match of the search that is shown now covers it. */
  shown: boolean;
}

function PieceOfText({ piece, segment, spoken, shown }: PieceOfTextProps) {
  const word = piece.word === null ? undefined : segment.words?.[piece.word];
  const text = word ? <SpokenWord word={word} piece={piece} spoken={piece.word === spoken} /> : piece.text;
  if (piece.match === null) return text;
  return (
    <mark className={classes.match} data-shown={shown}>
      {text}
    </mark>
  );
}

function SpokenWord({ word, piece, spoken }: { word: Word; piece: Piece; spoken: boolean }) {
  const { transcript } = useTexts();
  const unsure = word.confidence !== undefined && word.confidence < sureFrom;
  const mask = maskNameOf(piece.text);
  if (mask !== null) {
    return (
      <span
        className={`${classes.word} ${classes.mask}`}
        data-start={word.start}
        data-end={word.end}
        data-mask={mask}
        data-spoken={spoken}
        title={transcript.masked}
      >
        {transcript.masks[mask]}
      </span>
    );
  }
  return (
    <span
      className={classes.word}
      data-start={word.start}
      data-end={word.end}
      data-unsure={unsure}
      data-spoken={spoken}
      aria-current={spoken && piece.begins ? 'true' : undefined}
      title={unsure ? transcript.lowConfidence(Math.round((word.confidence ?? 0) * 100)) : undefined}
    >
      {piece.text}
    </span>
  );
}
