/** `npm run bench:demo-model`: the demonstration model on the six samples – words, times, non-speech, findings, every disagreement. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samples } from '../../analyzer/demo/demo.ts';
import {
  demoRecognizer,
  errorsOf,
  f1,
  findingsAgreement,
  recognizeSample,
  wordsWithoutSpeech,
  wrongWords,
} from '../support/heard-sample.ts';

const showWords = process.argv.includes('--words');
const folder = mkdtempSync(join(tmpdir(), 'kam-demo-'));
const recognizer = demoRecognizer(folder);
const percent = (part: number | null) => (part === null ? '–' : `${(100 * part).toFixed(1)} %`);
const total = { words: 0, errors: 0, both: 0, lost: 0, invented: 0, quiet: 0 };
const columns = ['recording', 'words', 'error', 'subst', 'del', 'ins', 'times', 'non-speech', 'findings F1'];
const print = (cells: readonly (string | number)[]) =>
  console.log(cells.map((cell, i) => (i === 0 ? String(cell).padEnd(22) : String(cell).padStart(11))).join(''));
const remarks: string[] = [];

console.log(`model ${recognizer.model}`);
print(columns);
for (const { file } of samples) {
  const heard = await recognizeSample(file, recognizer, folder);
  const errors = errorsOf(file, heard.segments);
  const quiet = wordsWithoutSpeech(file, heard.segments);
  const { both, lost, invented } = await findingsAgreement(file, heard);
  print([
    ...[file, errors.words, percent(errors.word_error), errors.substitutions, errors.deletions, errors.insertions],
    errors.time_error === null ? '–' : `±${Math.round(errors.time_error * 1000)} ms`,
    ...[quiet.length, f1(both, lost.length, invented.length).toFixed(2)],
  ]);
  total.words += errors.words;
  total.errors += errors.substitutions + errors.deletions + errors.insertions;
  total.both += both;
  total.lost += lost.length;
  total.invented += invented.length;
  total.quiet += quiet.length;
  remarks.push(
    ...quiet.map((word) => `${file}: heard where nobody speaks: ${word}`),
    ...lost.map((line) => `${file}: lost: ${line}`),
    ...invented.map((line) => `${file}: invented: ${line}`),
    ...(showWords ? [`${file}: ${wrongWords(file, heard.segments).join(', ')}`] : []),
  );
}
const score = f1(total.both, total.lost, total.invented).toFixed(2);
print(['all', total.words, percent(total.errors / total.words), '', '', '', '', total.quiet, score]);
console.log(remarks.join('\n'));
console.log('targets: word error ≤ 15 %, times ≤ 150 ms, nothing where nobody speaks, findings F1 ≥ 0.80');
rmSync(folder, { recursive: true, force: true });
