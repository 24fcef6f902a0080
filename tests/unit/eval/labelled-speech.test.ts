/** Precision and recall on the labelled utterances and calls; the errors are printed. */
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../analyzer/domain/call.ts';
import { findingsOf } from '../../support/rules.ts';
import {
  missingNote,
  readCalls,
  readUtterances,
  setsMissing,
  Tally,
  type Utterance,
} from '../../support/score-sets.ts';

/** The call an utterance is judged in, as ../shared/eval/score.mjs makes it, and the utterance's segment. */
function around(
  item: Utterance,
  spell: (text: string) => string,
): { call: Pick<Call, 'segments' | 'direction'>; target: number } {
  const lines: [Utterance['speaker'], string][] = [];
  if (item.position !== 'opening') {
    lines.push(['operator', 'Расчётный центр, Марина, здравствуйте! Чем могу Вам помочь?']);
    lines.push(['client', 'Здравствуйте, я по квитанции звоню.']);
  }
  if (item.before) lines.push(['client', item.before]);
  lines.push([item.speaker, spell(item.text)]);
  let time = 0.5;
  const segments = lines.map(([speaker, text]) => {
    const start = time;
    const end = start + Math.max(0.6, text.split(' ').length / 2.5);
    time = end + 0.5;
    return { speaker, start, end, text };
  });
  return { call: { direction: item.direction, segments }, target: segments.length - 1 };
}

function measure(title: string, spell: (text: string) => string): Tally {
  const tally = new Tally();
  for (const item of readUtterances()) {
    const { call, target } = around(item, spell);
    const found = findingsOf(call).filter(({ segment }) => segment === target);
    const gold = item.hits.map(([rule, text, flag]) => ({ rule, text, optional: flag === 'optional' }));
    tally.add(gold, found, `${item.id}: ${item.text}`);
  }
  tally.print(title);
  return tally;
}

/** As a recogniser writes it: lower case, no punctuation, «е» for «ё». */
const raw = (text: string) =>
  text
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s-+\s|\s+/g, ' ');

describe.skipIf(setsMissing)(`labelled speech${missingNote}`, () => {
  it('utterances as written', () => {
    const { precision, recall } = measure('utterances', (text) => text);
    expect(precision).toBeGreaterThanOrEqual(0.99);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });
  it('the same utterances as a recogniser writes them', () => {
    const { precision, recall } = measure('utterances without punctuation', raw);
    expect(precision).toBeGreaterThanOrEqual(0.96);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });
  it('violations inside calls', () => {
    const tally = new Tally();
    for (const { gold, ...call } of readCalls()) {
      const findings = findingsOf(call);
      call.segments.forEach((segment, index) => {
        const labels = gold.violations.filter(([, , at]) => at === index).map(([rule, text]) => ({ rule, text }));
        const here = findings.filter((finding) => finding.segment === index);
        tally.add(labels, here, `${call.id}[${index}]: ${segment.text}`);
      });
    }
    tally.print('calls');
    expect(tally.precision).toBeGreaterThanOrEqual(0.98);
    expect(tally.recall).toBeGreaterThanOrEqual(0.97);
  });
});
