/** `kamerton wer`: how far a recognised text is from its reference, as a table or JSON. */
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { loadLexicons } from '#lexicons';
import type { Speaker } from '../domain/call.ts';
import { type ComparedSpeaker, type ComparedText, compareTexts } from '../pipeline/word-errors.ts';
import { KamertonError } from '../platform/errors.ts';
import { readTranscript } from '../recognition/ready-transcript.ts';
import { readArguments, UsageError } from './arguments.ts';
import { tableOf } from './table.ts';
import { writeOut } from './write-out.ts';

const speakerNames: Record<Speaker, string> = {
  operator: 'оператор',
  client: 'клиент',
  specialist: 'специалист',
  ivr: 'автоинформатор',
};

/**
 * Exit code 0 when the texts were compared.
 * @throws UsageError for wrong arguments; KamertonError when a text cannot be read
 */
export async function wer(args: readonly string[]): Promise<number> {
  const { values, positionals: files } = readArguments(args, { json: { type: 'boolean', default: false } });
  if (files.length !== 2) throw new UsageError('нужны два файла: эталон и распознанное');
  const [reference, hypothesis] = [await readText(files[0] ?? ''), await readText(files[1] ?? '')];
  const compared = compareTexts(reference, hypothesis, fillerWords());
  await writeOut(values.json ? `${JSON.stringify(compared)}\n` : report(compared));
  return 0;
}

/** Fillers of one word that the shipped lexicons name; longer ones («так сказать») are compared as ordinary words. */
export function fillerWords(): ReadonlySet<string> {
  const { rules } = loadLexicons();
  const patterns = rules.filter(({ rule }) => rule === 'filler').flatMap(({ entries }) => entries);
  return new Set(patterns.flatMap(({ pattern }) => pattern).filter((one) => /^[а-яё]+$/.test(one)));
}

/** A transcript in one of the known formats, or any other file as plain text. */
export async function readText(path: string): Promise<ComparedText> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new KamertonError('bad_input', `${path}: файл не читается (${cause.code ?? ''})`, { cause });
  });
  if (extname(path).toLowerCase() === '.txt') return { text: bytes.toString('utf8') };
  return { segments: readTranscript(bytes, basename(path)).segments };
}

function report({ total, speakers }: ReturnType<typeof compareTexts>): string {
  const named = speakers.flatMap((one) => (one.speaker === null ? [] : [row(speakerNames[one.speaker], one)]));
  const head = ['', 'ошибка', 'слов', 'верно', 'замен', 'пропусков', 'вставок', 'слова-паразиты', 'время слов'];
  return tableOf([head, ...named, row('всего', total)]);
}

function row(name: string, one: Omit<ComparedSpeaker, 'speaker'>): string[] {
  const error = one.word_error === null ? '–' : `${(one.word_error * 100).toFixed(1).replace('.', ',')} %`;
  const { fillers } = one;
  const invented = fillers.invented > 0 ? `, лишних ${fillers.invented}` : '';
  const counts = [one.words, one.correct, one.substitutions, one.deletions, one.insertions].map(String);
  const time = one.time_error === null ? '–' : `±${Math.round(one.time_error * 1000)} мс`;
  return [name, error, ...counts, `${fillers.recognized} из ${fillers.words}${invented}`, time];
}
