/** The agreed answer about a call as labelled utterances: what `kamerton lexicon test` holds the lexicons against. Pure. */
import type { CalibrationMark } from '../domain/calibration.ts';
import type { CallMetadata, Segment } from '../domain/call.ts';
import type { Labelled } from '../rules/measure-labelled.ts';

/** Every utterance of the operator and the specialist, with the faults that people agreed on and none besides. */
export function goldUtterances(
  callId: string,
  { direction }: Pick<CallMetadata, 'direction'>,
  segments: readonly Segment[],
  marks: readonly CalibrationMark[],
): Labelled[] {
  const judged = judgedSegments(segments);
  return judged.map((index, nth) => {
    const segment = segments[index];
    const before = segments[index - 1];
    return {
      id: `${callId}:${index}`,
      speaker: segment?.speaker === 'specialist' ? 'specialist' : 'operator',
      position: nth === 0 ? 'opening' : nth === judged.length - 1 ? 'closing' : 'middle',
      direction: direction ?? 'incoming',
      before: before?.speaker === 'client' ? before.text : '',
      text: segment?.text ?? '',
      hits: marks.filter((mark) => mark.segment === index).map(({ rule, quote }) => [rule, quote]),
    };
  });
}

/** Indexes of the utterances that the standard is about. */
export function judgedSegments(segments: readonly Segment[]): number[] {
  return segments.flatMap(({ speaker, text }, i) =>
    (speaker === 'operator' || speaker === 'specialist') && text.trim() !== '' ? [i] : [],
  );
}
