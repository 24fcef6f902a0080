/** Labelled fragments for masking: turns with `{kind|text}` around personal data; `{?|text}` may be masked or not. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Segment } from '../../analyzer/domain/call.ts';

const lineSchema = z.strictObject({ id: z.string(), turns: z.array(z.string()).min(1) });

export interface LabelledSpan {
  kind: string;
  segment: number;
  from: number;
  to: number;
}

export interface LabelledFragment {
  id: string;
  segments: Segment[];
  labels: LabelledSpan[];
}

const speakers: Record<string, Segment['speaker']> = { о: 'operator', к: 'client', с: 'specialist', а: 'ivr' };

export function readMaskingSet(path: string): LabelledFragment[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => readFragment(lineSchema.parse(JSON.parse(line))));
}

function readFragment({ id, turns }: z.infer<typeof lineSchema>): LabelledFragment {
  const labels: LabelledSpan[] = [];
  let time = 0;
  const segments = turns.map((turn, segment): Segment => {
    const speaker = speakers[turn.charAt(0).toLowerCase()];
    if (speaker === undefined || turn.slice(1, 3) !== ': ') throw new Error(`${id}: ${turn}`);
    let text = '';
    for (const [, plain = '', kind, marked = ''] of turn.slice(3).matchAll(/([^{]+)|\{([a-z?]+)\|([^}]+)\}/g)) {
      if (kind !== undefined) labels.push({ kind, segment, from: text.length, to: text.length + marked.length });
      text += kind === undefined ? plain : marked;
    }
    const start = time;
    time += Math.max(0.5, text.length / 14) + 0.3;
    return { speaker, start, end: time - 0.3, text };
  });
  return { id, segments, labels };
}
