/** Precision and recall on the labelled word and sentence lists of ../shared/eval/words; `_held` lists are only measured. */
import { describe, expect, it } from 'vitest';
import { hasReading } from '../../../analyzer/language/morphology.ts';
import { normalize } from '../../../analyzer/language/norm.ts';
import { guessDiminutive } from '../../../analyzer/rules/diminutive-model.ts';
import { callOf, findingsOf, morphology, rulebook } from '../../support/rules.ts';
import { missingNote, readLines, setsMissing, Tally } from '../../support/score-sets.ts';

const rows = (file: string) => readLines(`words/${file}`).filter((line) => !line.startsWith('#'));

/** Words the rules judge differently from the lists (README of the lists: the rules win). */
const rulesWin = { diminutives: new Set(['чуточку']), discourse: /^(?:смотрите|слушайте|послушайте),? (?:у|я) /i };
/** Markers of the standard's rules; the filler lists also mark others, which the rules do not name. */
const fillerMarkers =
  /(?<!\p{L})(?:вот|ну|так сказать|скажем так|так скажем|как бы|короче(?: говоря)?|типа|это самое|значит|в общем(?:-то)?|собственно(?: говоря)?|в принципе|как говорится|э+|м{2,})(?!\p{L})/giu;

describe.skipIf(setsMissing)(`word lists${missingNote}`, () => {
  it('diminutives', () => {
    const listed = new Tally();
    const guessed = new Tally();
    for (const [form = '', label] of rows('dimin.tsv').map((line) => line.split('\t'))) {
      if (rulesWin.diminutives.has(form)) continue;
      const norm = normalize(form);
      count(listed, label === 'D', rulebook.diminutive(norm) !== null, form);
      count(guessed, label === 'D', guessDiminutive(norm, morphology) !== null, form);
    }
    listed.print('dimin.tsv');
    guessed.errors.length = 0;
    guessed.print('dimin.tsv, the model alone');
    expect(listed.precision).toBeGreaterThanOrEqual(0.99);
    expect(listed.recall).toBeGreaterThanOrEqual(0.99);
    expect(guessed.precision).toBeGreaterThanOrEqual(0.75);
    expect(guessed.recall).toBeGreaterThanOrEqual(0.75);
  });

  it.each([
    ['imper.txt', 0.98, 0.98],
    ['imper_held.txt', 0.95, 0.9],
  ])('imperatives: %s, with and without punctuation', (file, precision, recall) => {
    for (const punctuation of [true, false]) {
      const tally = sentences(file, 'B', punctuation, new Set(['imperative', 'banned_opener']));
      report(tally, file, punctuation);
      expect(tally.precision).toBeGreaterThanOrEqual(precision);
      expect(tally.recall).toBeGreaterThanOrEqual(recall);
    }
  });

  it.each([
    ['filler.txt', 0.95, 0.95],
    ['filler_held.txt', 0.95, 0.95],
  ])('fillers that the rules name: %s, with and without punctuation', (file, precision, recall) => {
    for (const punctuation of [true, false]) {
      const tally = sentences(file, 'F', punctuation, new Set(['filler']));
      report(tally, file, punctuation);
      expect(tally.precision).toBeGreaterThanOrEqual(precision);
      expect(tally.recall).toBeGreaterThanOrEqual(recall);
    }
  });

  it('readings of the domain words', () => {
    const missing = rows('morph.tsv').flatMap((line) => {
      const [form = '', lemma = '', wanted = ''] = line.split('\t');
      const readings = morphology.readings(normalize(form)).filter((reading) => reading.lemma === normalize(lemma));
      const complete = wanted.split(';').every((reading) => {
        const [first = '', ...rest] = reading.split(',');
        return first.split('|').some((tag) => hasReading(readings, tag, ...rest));
      });
      return complete ? [] : [`${form}: ${lemma} ${wanted}`];
    });
    console.log(['morph.tsv, readings not found:', ...missing].join('\n  '));
    expect(missing.length).toBeLessThanOrEqual(8);
  });
});

/** Control lists are measured only: their errors are not shown, so that nobody tunes on them. */
function report(tally: Tally, file: string, punctuation: boolean): void {
  if (file.includes('_held')) tally.errors.length = 0;
  tally.print(`${file}, ${punctuation ? 'as written' : 'no punctuation'}`);
}

function count(tally: Tally, expected: boolean, found: boolean, what: string): void {
  if (expected && found) tally.right += 1;
  else if (expected) {
    tally.missed += 1;
    tally.errors.push(`MISSED ${what}`);
  } else if (found) {
    tally.falseCount += 1;
    tally.errors.push(`FALSE ${what}`);
  }
}

/** Scores sentences whose words carry marks («Ждите/B»): one count a marked word. */
function sentences(file: string, mark: string, punctuation: boolean, rules: ReadonlySet<string>): Tally {
  const tally = new Tally();
  for (const line of rows(file)) {
    const { text: written, marked } = takeMarks(line, mark);
    // The guideline leaves «Слушайте, я …» open: it calls for attention, and nobody is accused of it.
    if (rulesWin.discourse.test(written)) continue;
    const text = punctuation ? written : written.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, ' ');
    const named = mark === 'F' ? places(text, fillerMarkers) : null;
    const call = callOf(['О: Здравствуйте.', 'К: Да.', `О: ${text}`]);
    const hits = new Set<number>();
    for (const finding of findingsOf(call)) {
      if (finding.segment !== 2 || !rules.has(finding.rule)) continue;
      // The time of a finding tells which of equal words it is: 4 seconds over the characters of the segment.
      const offset = Math.round(((finding.start - 10) / 4) * textSpan(text).length) + textSpan(text).from;
      for (const match of finding.text.matchAll(/[\p{L}-]+/gu)) {
        if (mark === 'F' || match[0].toLowerCase() !== 'не') hits.add(offset + match.index);
      }
    }
    // «На самом деле» is always a finding in the rules, «угу» and «то есть» never: only markers both know are compared.
    const judged = (at: number) => named === null || named.has(at);
    for (const at of marked) if (judged(at)) count(tally, true, hits.has(at), `${text.slice(at, at + 12)} | ${text}`);
    for (const at of hits)
      if (judged(at) && !marked.has(at)) count(tally, false, true, `${text.slice(at, at + 12)} | ${text}`);
  }
  return tally;
}

function takeMarks(line: string, mark: string): { text: string; marked: Set<number> } {
  const marked = new Set<number>();
  let text = '';
  for (const [, word = '', found, rest = ''] of line.matchAll(/([\p{L}\p{N}-]*)(?:\/([BOFN]))?([^\p{L}\p{N}-]*)/gu)) {
    if (found === mark) marked.add(text.length);
    text += word + rest;
  }
  return { text, marked };
}

function places(text: string, pattern: RegExp): Set<number> {
  const found = new Set<number>();
  for (const match of text.matchAll(pattern)) {
    for (const word of match[0].matchAll(/[\p{L}-]+/gu)) found.add(match.index + word.index);
  }
  return found;
}

function textSpan(text: string): { from: number; length: number } {
  const words = [...text.matchAll(/[\p{L}\p{N}-]+/gu)];
  const from = words[0]?.index ?? 0;
  const last = words.at(-1);
  return { from, length: (last ? last.index + last[0].length : 0) - from };
}
