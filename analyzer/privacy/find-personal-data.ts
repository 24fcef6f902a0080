/** Finds the personal data in the words of a call. Pure; time grows linearly with the number of words. */
import type { Call } from '../domain/call.ts';
import type { Morphology } from '../language/morphology.ts';
import { type Token, tokenizeCall } from '../language/tokens.ts';
import { readTurns } from './dialogue.ts';
import { findAddresses } from './find-addresses.ts';
import { findBirths } from './find-births.ts';
import { findEmails, type TokenSpan } from './find-emails.ts';
import { findNames } from './find-names.ts';
import { findNumbers } from './find-numbers.ts';
import { type PersonalKind, type PersonalSpan, personalKinds } from './personal-span.ts';

/** Spans in the order of the call, never overlapping, each inside one segment. */
export function findPersonalData(call: Pick<Call, 'segments'>, morphology: Morphology): PersonalSpan[] {
  const tokens = tokenizeCall(call);
  const turns = readTurns(tokens);
  const marks = new Uint8Array(tokens.length);
  const starts = new Uint8Array(tokens.length);
  const mark = (kind: PersonalKind, spans: readonly TokenSpan[]): void => {
    const code = personalKinds.indexOf(kind) + 1;
    for (const { from, to } of spans) {
      if (marks.subarray(from, to + 1).every((taken) => taken !== 0)) continue;
      // A run of the client's words may reach over an announcement, which says nothing of anybody.
      for (let i = from; i <= to; i += 1) if (marks[i] === 0 && tokens[i]?.speaker !== 'ivr') marks[i] = code;
      starts[from] = 1;
    }
  };
  mark(
    'email',
    findEmails(
      tokens,
      turns,
      call.segments.map(({ text }) => text),
    ),
  );
  mark('birth', findBirths(tokens, turns, morphology));
  mark('address', findAddresses(tokens, turns, morphology));
  for (const number of findNumbers(tokens, turns, marks, morphology)) mark(number.kind, [number]);
  mark('name', findNames(tokens, turns, morphology));
  return spansOf(tokens, marks, starts);
}

function spansOf(tokens: readonly Token[], marks: Uint8Array, starts: Uint8Array): PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  let open: PersonalSpan | undefined;
  for (const [i, token] of tokens.entries()) {
    const kind = personalKinds[(marks[i] ?? 0) - 1];
    if (kind === undefined) open = undefined;
    else if (open?.kind === kind && open.segment === token.segment && starts[i] === 0) {
      open.to = token.to;
      open.end = Math.max(open.end, token.end);
    } else {
      open = { kind, segment: token.segment, from: token.from, to: token.to, start: token.start, end: token.end };
      spans.push(open);
    }
  }
  return spans;
}
