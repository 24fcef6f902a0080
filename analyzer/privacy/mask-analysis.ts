/** Puts masks in the place of personal data: in segments and their words, and in every quote taken from them. */
import type { DroppedWord, Segment, Word } from '../domain/call.ts';
import type { AnalyzedCall } from '../domain/scored-call.ts';
import { normalize } from '../language/norm.ts';
import { numberWord, scalePattern } from '../language/number-words.ts';
import { spokenForms, type Token, tokenizeCall } from '../language/tokens.ts';
import { maskOf, type PersonalSpan } from './personal-span.ts';

/** The segments with masks; those without personal data are the same objects. `spans` are in the order of the call. */
export function maskSegments(segments: readonly Segment[], spans: readonly PersonalSpan[]): Segment[] {
  const bySegment = grouped(spans);
  return segments.map((segment, i) => {
    const own = bySegment.get(i);
    return own === undefined ? segment : maskSegment(segment, own);
  });
}

function maskSegment(segment: Segment, spans: readonly PersonalSpan[]): Segment {
  const text = maskText(segment.text, spans);
  if (!segment.words?.length) return { ...segment, text };
  // Words are made anew from the text's own tokens: what the recogniser wrote another way can then not slip through.
  const tokens = tokenizeCall({ segments: [segment] });
  const words: Word[] = [];
  let next = 0;
  for (const token of tokens) {
    let span = spans[next];
    while (span && span.to <= token.from) span = spans[++next];
    if (!span || token.to <= span.from) words.push(wordOf(segment.text, token));
    else if (token.from <= span.from || words.at(-1)?.start !== span.start)
      words.push({ text: maskOf[span.kind], start: span.start, end: span.end });
  }
  return { ...segment, text, words };
}

function wordOf(text: string, { from, to, start, end, confidence }: Token): Word {
  const mark = /^[.,?!…:;]+/.exec(text.slice(to, to + 4))?.[0] ?? '';
  return { text: text.slice(from, to) + mark, start, end, ...(confidence === null ? {} : { confidence }) };
}

function maskText(text: string, spans: readonly Pick<PersonalSpan, 'from' | 'to' | 'kind'>[]): string {
  let masked = '';
  let at = 0;
  for (const { from, to, kind } of spans) {
    masked += text.slice(at, from) + maskOf[kind];
    at = to;
  }
  return masked + text.slice(at);
}

/**
 * The analysis as it may be stored and shown: segments, quotes of findings and criteria, reasons and dropped words without
 * personal data. `analysis.segments` are the original ones that `spans` were found in.
 */
export function maskAnalysis(analysis: AnalyzedCall, spans: readonly PersonalSpan[]): AnalyzedCall {
  if (spans.length === 0) return analysis;
  return {
    ...maskJudgement(analysis, spans),
    segments: maskSegments(analysis.segments, spans),
    ...(analysis.dropped === undefined ? {} : { dropped: maskDropped(analysis.dropped, spans) }),
  };
}

/** Only the quotes of findings and criteria: for a call judged again, whose masked words are stored already. */
export function maskJudgement(analysis: AnalyzedCall, spans: readonly PersonalSpan[]): AnalyzedCall {
  if (spans.length === 0) return analysis;
  const quotes = quoteMasker(analysis.segments, spans);
  return {
    ...analysis,
    findings: analysis.findings.map((finding) => ({
      ...finding,
      text: quotes.mask(finding.text, finding.segment),
      reason: quotes.mask(finding.reason),
    })),
    criteria: analysis.criteria.map((criterion) => ({
      ...criterion,
      reason: quotes.mask(criterion.reason),
      evidence: criterion.evidence.map((one) => ({ ...one, text: quotes.mask(one.text, one.segment) })),
    })),
  };
}

/** Words of an address or a number that are everybody's. */
const everybodys = /^(?:улиц|проспект|переул|набережн|дом|корпус|строени|квартир|номер|сери|год|рожден|собак|точк)/;

/**
 * Normal forms of a call's words for the index: those that stay, and of the masked ones number words and words such as
 * «улица», which tell nothing of a person; names, streets, mail addresses and digits are left out.
 */
export function publicForms(segments: readonly Segment[], spans: readonly PersonalSpan[]): Set<string> {
  const forms = spokenForms(maskSegments(segments, spans));
  for (const { segment, from, to } of spans) {
    for (const word of wordsIn(segments[segment]?.text.slice(from, to) ?? '')) {
      const form = normalize(word[0]);
      if (numberWord(form) !== null || scalePattern.test(form) || everybodys.test(form)) forms.add(form);
    }
  }
  return forms;
}

/** Words that the guards set apart are nobody's words: those that look like a part of what is masked show nothing. */
export function maskDropped(dropped: readonly DroppedWord[], spans: readonly PersonalSpan[]): DroppedWord[] {
  return dropped.map((word) => {
    const span = spans.find(({ start, end }) => word.start < end && start < word.end);
    if (span) return { ...word, text: maskOf[span.kind] };
    return /\d{3,}/.test(word.text) ? { ...word, text: maskOf.number } : word;
  });
}

/** Masks texts that quote the call: at the place of the quote where it is known, and otherwise by the words. */
export function quoteMasker(segments: readonly Segment[], spans: readonly PersonalSpan[]) {
  const bySegment = grouped(spans);
  const secrets = secretWords(segments, spans);
  const inSegment = (text: string, index: number): string | null => {
    const own = bySegment.get(index);
    const whole = segments[index]?.text ?? '';
    const at = whole.indexOf(text);
    if (!own || at === -1) return null;
    // Said twice in one segment: the place is not certain, the words decide.
    if (whole.indexOf(text, at + 1) !== -1) return null;
    const end = at + text.length;
    const inside = own
      .filter(({ from, to }) => from < end && to > at)
      .map(({ from, to, kind }) => ({ kind, from: Math.max(from - at, 0), to: Math.min(to, end) - at }));
    return maskText(text, inside);
  };
  return {
    mask(text: string, segment?: number): string {
      if (text === '') return text;
      return (segment === undefined ? null : inSegment(text, segment)) ?? maskByWords(text, secrets);
    },
  };
}

type Secrets = ReadonlyMap<string, { kind: PersonalSpan['kind']; alone: boolean }>;

/** Every word under a mask. A number word or «дом» says nothing alone; a name or a long number does. */
function secretWords(segments: readonly Segment[], spans: readonly PersonalSpan[]): Secrets {
  const secrets = new Map<string, { kind: PersonalSpan['kind']; alone: boolean }>();
  for (const { segment, from, to, kind } of spans) {
    for (const word of wordsIn(segments[segment]?.text.slice(from, to) ?? '')) {
      const norm = normalize(word[0]);
      const alone = /\d{3,}/.test(norm) || (kind === 'name' && norm.length > 2);
      if (!secrets.has(norm) || alone) secrets.set(norm, { kind, alone });
    }
  }
  return secrets;
}

const wordsIn = (text: string) => text.matchAll(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu);

function maskByWords(text: string, secrets: Secrets): string {
  const runs: { from: number; to: number; kind: PersonalSpan['kind']; words: number; alone: boolean }[] = [];
  let open: (typeof runs)[number] | undefined;
  for (const { norm, from, to } of placesOf(text)) {
    const secret = secrets.get(norm);
    if (secret === undefined) {
      open = undefined;
      continue;
    }
    if (open) {
      open.to = to;
      open.words += 1;
      open.alone ||= secret.alone;
    } else {
      open = { from, to, kind: secret.kind, words: 1, alone: secret.alone };
      runs.push(open);
    }
  }
  const hidden = runs.filter(({ words, alone }) => alone || words > 1);
  return hidden.length === 0 ? text : maskText(text, hidden);
}

interface WordPlace {
  norm: string;
  from: number;
  to: number;
}
/** Reasons of findings and criteria are the same in most calls. */
const cacheLimit = 5_000;
const places = new Map<string, readonly WordPlace[]>();

function placesOf(text: string): readonly WordPlace[] {
  const cached = places.get(text);
  if (cached) return cached;
  const found = [...wordsIn(text)].map(({ 0: word, index }) => ({
    norm: normalize(word),
    from: index,
    to: index + word.length,
  }));
  if (places.size >= cacheLimit) places.clear();
  places.set(text, found);
  return found;
}

function grouped(spans: readonly PersonalSpan[]): Map<number, PersonalSpan[]> {
  const groups = new Map<number, PersonalSpan[]>();
  for (const span of spans) {
    const group = groups.get(span.segment);
    if (group) group.push(span);
    else groups.set(span.segment, [span]);
  }
  return groups;
}
