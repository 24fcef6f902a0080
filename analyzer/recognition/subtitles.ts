/** Reads WebVTT and SRT with speakers: `<v Оператор>…`, «Оператор: …». Pure. */
import type { Segment, Speaker } from '../domain/call.ts';
import { speakerNamesHint, speakerOfName } from './speaker-names.ts';
import { badTranscript } from './transcript-errors.ts';

interface Cue {
  start: number;
  end: number;
  /** Number of the first text line, from 1. */
  line: number;
  text: string[];
}

/** A stretch of a cue's text that one speaker says. */
interface Part {
  speaker: Speaker;
  text: string;
}

const clock = String.raw`(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,3})?)`;
const timing = new RegExp(String.raw`^\s*${clock}\s*-->\s*${clock}(?:\s.*)?$`);
const voiceTag = /<v(?:\.[^\s>]*)?\s+([^>]+)>/i;
const prefix = /^\s*(?:[-–—]\s*)?([^:：]{1,40})[:：]\s*(.*)$/u;

/**
 * Segments of a subtitle file, in the order of time. Every cue names its speaker; a cue may hold several, one a line: its time
 * is then shared out by the length of their texts.
 * @throws KamertonError `bad_transcript` with the line
 */
export function readSubtitles(text: string, name: string): Segment[] {
  const segments = readCues(text, name).flatMap((cue) => segmentsOf(cue, name));
  if (segments.length === 0) throw badTranscript(name, 'нет ни одной реплики');
  return segments.sort((a, b) => a.start - b.start);
}

function readCues(text: string, name: string): Cue[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const cues: Cue[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!lines[i]?.includes('-->')) continue;
    const match = timing.exec(lines[i] ?? '');
    if (match === null) throw badTranscript(name, 'время реплики не читается', i + 1);
    const cue: Cue = { start: seconds(match.slice(1, 4)), end: seconds(match.slice(4, 7)), line: i + 2, text: [] };
    if (cue.end < cue.start) throw badTranscript(name, 'реплика кончается раньше, чем начинается', i + 1);
    for (i += 1; i < lines.length && lines[i]?.trim() !== '' && !lines[i]?.includes('-->'); i++) {
      cue.text.push(lines[i] ?? '');
    }
    // A file without blank lines: what follows is already the next time line (SRT puts a number before it).
    if (lines[i]?.includes('-->')) {
      if (/^\s*\d+\s*$/.test(cue.text.at(-1) ?? '')) cue.text.pop();
      i -= 1;
    }
    cues.push(cue);
  }
  return cues;
}

function seconds([hours, minutes, rest]: (string | undefined)[]): number {
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number((rest ?? '0').replace(',', '.'));
}

function segmentsOf(cue: Cue, name: string): Segment[] {
  const parts = partsOf(cue, name);
  const characters = parts.reduce((sum, part) => sum + part.text.length, 0);
  let start = cue.start;
  return parts.map((part, i) => {
    const share = ((cue.end - cue.start) * part.text.length) / characters;
    const end = i === parts.length - 1 ? cue.end : start + share;
    const segment = { speaker: part.speaker, start, end, text: part.text };
    start = end;
    return segment;
  });
}

function partsOf(cue: Cue, name: string): Part[] {
  const parts: Part[] = [];
  cue.text.forEach((raw, i) => {
    const voice = voiceTag.exec(raw)?.[1];
    const plain = unescapeText(raw.replace(/<[^>]*>/g, ''));
    if (plain === '') return;
    if (voice !== undefined) {
      parts.push({ speaker: speakerOrRefuse(voice, name, cue.line + i), text: plain });
      return;
    }
    const [, label = '', said = ''] = prefix.exec(plain) ?? [];
    const speaker = speakerOfName(label);
    const last = parts.at(-1);
    if (speaker !== undefined) parts.push({ speaker, text: said.trim() });
    else if (last !== undefined) last.text = `${last.text} ${plain}`.trim();
    else
      throw badTranscript(
        name,
        `не указан говорящий – начните реплику так: «Оператор: …» (${speakerNamesHint})`,
        cue.line + i,
      );
  });
  return parts.filter((part) => part.text !== '');
}

function speakerOrRefuse(voice: string, name: string, line: number): Speaker {
  const speaker = speakerOfName(voice);
  if (speaker === undefined)
    throw badTranscript(name, `неизвестный говорящий – назовите его: ${speakerNamesHint}`, line);
  return speaker;
}

function unescapeText(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', quot: '"', lrm: '', rlm: '' };
  return text
    .replace(/&(amp|lt|gt|nbsp|quot|lrm|rlm);/g, (_, entity: string) => entities[entity] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
