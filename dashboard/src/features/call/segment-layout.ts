/** How a segment is written on the page: its text cut into pieces that know their word and their findings. */
import type { Finding, Segment, ShownFinding } from '../../api/shapes.ts';

/** Below this probability a word is marked as unsure. */
export const sureFrom = 0.6;

/** A finding, with what people say about it where that is known. */
export type MarkedFinding = Finding & Partial<Pick<ShownFinding, 'review'>>;

/** A finding with its position in the list that is shown. */
export interface PlacedFinding {
  position: number;
  finding: MarkedFinding;
}

/** The findings of every segment, by the segment's index. */
export function placeBySegment(findings: readonly MarkedFinding[]): Map<number, PlacedFinding[]> {
  const bySegment = new Map<number, PlacedFinding[]>();
  for (const [position, finding] of findings.entries()) {
    const placed = bySegment.get(finding.segment) ?? [];
    bySegment.set(finding.segment, [...placed, { position, finding }]);
  }
  return bySegment;
}

export interface Piece {
  /** Where it starts in the segment's text. */
  from: number;
  text: string;
  /** Index in the segment's words; null for what stands between words. */
  word: number | null;
  /** True for the first piece of its word: a match of the search may cut a word. */
  begins: boolean;
  /** Positions of the findings that cover it. */
  findings: number[];
  /** Index among the given matches of the one that covers it; null for none. */
  match: number | null;
}

interface Span {
  from: number;
  to: number;
}

/** Case, ё and the sign of a hyphen do not matter when a word is looked for; lengths stay as they are. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[‐‑–—]/g, '-');

/** Where each word stands in the text, in order; null for a word that the text does not have. */
export function findWords(text: string, words: readonly { text: string }[]): (Span | null)[] {
  const searched = plain(text);
  let from = 0;
  return words.map((word) => {
    // A mask is one word with its brackets.
    const isMask = /^\[.+\]/.exec(plain(word.text))?.[0];
    const bare = isMask ?? plain(word.text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    const at = bare === '' ? -1 : searched.indexOf(bare, from);
    if (at === -1) return null;
    from = at + bare.length;
    return { from: at, to: from };
  });
}

/**
 * Where a finding stands in the text: of all places with its words, the one whose first word starts nearest to it.
 * Null when the words are not there.
 */
function findQuote(segment: Segment, spans: readonly (Span | null)[], finding: Finding): Span | null {
  let best: { span: Span; distance: number } | null = null;
  for (let at = segment.text.indexOf(finding.text); at !== -1; at = segment.text.indexOf(finding.text, at + 1)) {
    const first = spans.findIndex((span) => span !== null && span.to > at);
    const start = segment.words?.[first]?.start ?? segment.start;
    const distance = Math.abs(start - finding.start);
    if (best === null || distance < best.distance)
      best = { span: { from: at, to: at + finding.text.length }, distance };
  }
  return best?.span ?? null;
}

/** The pieces of a segment in reading order; put together they are exactly its text. `matches` are those of a search. */
export function layOutSegment(
  segment: Segment,
  placed: readonly PlacedFinding[],
  matches: readonly Span[] = [],
): Piece[] {
  const spans = findWords(segment.text, segment.words ?? []);
  const quotes = placed.flatMap(({ position, finding }) => {
    const span = finding.text === '' ? null : findQuote(segment, spans, finding);
    return span ? [{ position, ...span }] : [];
  });
  const cuts = new Set([0, segment.text.length]);
  for (const span of [...spans, ...quotes, ...matches]) {
    if (span) cuts.add(span.from).add(span.to);
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((from, index) => {
    const to = ordered[index + 1] ?? from;
    const word = spans.findIndex((span) => span !== null && span.from <= from && to <= span.to);
    const findings = quotes.filter((quote) => quote.from <= from && to <= quote.to).map(({ position }) => position);
    const match = matches.findIndex((span) => span.from <= from && to <= span.to);
    return {
      from,
      text: segment.text.slice(from, to),
      word: word === -1 ? null : word,
      begins: spans[word]?.from === from,
      findings,
      match: match === -1 ? null : match,
    };
  });
}

interface PieceGroup {
  from: number;
  findings: number[];
  pieces: Piece[];
}

/** Pieces under the same findings stand together, so that one underline runs through them. */
export function groupPieces(pieces: readonly Piece[]): PieceGroup[] {
  const groups: PieceGroup[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last && last.findings.join() === piece.findings.join()) last.pieces.push(piece);
    else groups.push({ from: piece.from, findings: piece.findings, pieces: [piece] });
  }
  return groups;
}
