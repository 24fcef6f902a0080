/** Compares found spans with the labels of a set: recall and precision by kind, words masked in vain. */

import type { Morphology } from '../../analyzer/language/morphology.ts';
import { tokenizeCall } from '../../analyzer/language/tokens.ts';
import { findPersonalData } from '../../analyzer/privacy/find-personal-data.ts';
import type { LabelledFragment } from './masking-set.ts';

export interface MaskingScore {
  words: number;
  /** By kind: labelled spans, those whose every word is masked (by any kind), those under the right kind. */
  kinds: Map<string, { labelled: number; found: number; typed: number }>;
  /** Masks that touch no label. */
  falseMasks: number;
  masks: number;
  /** Words under a mask and under no label. */
  extraWords: number;
  lines: string[];
}

export const emptyScore = (): MaskingScore => ({
  words: 0,
  kinds: new Map(),
  falseMasks: 0,
  masks: 0,
  extraWords: 0,
  lines: [],
});

export function scoreFragment(fragment: LabelledFragment, morphology: Morphology, score: MaskingScore): void {
  const tokens = tokenizeCall(fragment);
  const spans = findPersonalData(fragment, morphology);
  const spanOf = (token: { segment: number; from: number; to: number }) =>
    spans.find((span) => span.segment === token.segment && span.from <= token.from && token.to <= span.to);
  const quote = (part: { segment: number; from: number; to: number }) =>
    fragment.segments[part.segment]?.text.slice(part.from, part.to) ?? '';
  score.words += tokens.length;
  score.masks += spans.length;
  for (const label of fragment.labels) {
    if (label.kind === '?') continue;
    const inside = tokens.filter(
      (token) => token.segment === label.segment && token.from >= label.from && token.to <= label.to,
    );
    const cover = inside.map(spanOf);
    const row = score.kinds.get(label.kind) ?? { labelled: 0, found: 0, typed: 0 };
    score.kinds.set(label.kind, row);
    row.labelled += 1;
    if (cover.every((span) => span !== undefined)) row.found += 1;
    else
      score.lines.push(
        `${fragment.id} missed ${label.kind}: ${quote(label)} → ${inside
          .filter((_, i) => !cover[i])
          .map(({ text }) => text)
          .join(' ')}`,
      );
    if (cover.every((span) => span?.kind === label.kind)) row.typed += 1;
    else if (cover.every((span) => span !== undefined))
      score.lines.push(`${fragment.id} as ${cover.map((span) => span?.kind).join()}: ${label.kind} ${quote(label)}`);
  }
  const isLabelled = (token: { segment: number; from: number; to: number }) =>
    fragment.labels.some(
      (label) => label.segment === token.segment && label.from <= token.from && token.to <= label.to,
    );
  for (const span of spans) {
    const inside = tokens.filter(
      (token) => token.segment === span.segment && token.from >= span.from && token.to <= span.to,
    );
    const extra = inside.filter((token) => !isLabelled(token));
    score.extraWords += extra.length;
    if (extra.length === inside.length) {
      score.falseMasks += 1;
      score.lines.push(`${fragment.id} false ${span.kind}: ${quote(span)}`);
    } else if (extra.length > 0)
      score.lines.push(`${fragment.id} more under ${span.kind}: ${extra.map(({ text }) => text).join(' ')}`);
  }
}
