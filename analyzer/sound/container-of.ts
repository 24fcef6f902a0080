/** The type of a file by its first bytes, against our own list: anything else is named and refused. */
import { ByteView } from './byte-view.ts';
import { looksLikeAdts } from './headers/adts.ts';
import { looksLikeGsm } from './headers/gsm.ts';
import { findFrame } from './headers/mp3.ts';
import { type Container, refuse, refuseType } from './recording-header.ts';

/** Starts of files that people (and attackers) send instead of recordings, with what to call them. */
const strangers: readonly (readonly [start: string, name: string])[] = [
  ['#EXTM3U', 'это список воспроизведения'],
  ['ffconcat', 'это список воспроизведения'],
  ['[playlist]', 'это список воспроизведения'],
  ['v=0', 'это описание сеанса SDP'],
  ['%PDF', 'это документ PDF'],
  ['\x89PNG', 'это картинка'],
  ['\xff\xd8\xff', 'это картинка'],
  ['GIF8', 'это картинка'],
  ['PK\x03\x04', 'это архив'],
  ['\x1f\x8b', 'это архив'],
  ['7z\xbc\xaf', 'это архив'],
  ['Rar!', 'это архив'],
  ['\x7fELF', 'это программа'],
  ['MZ', 'это программа'],
  ['\x30\x26\xb2\x75', 'это WMA или WMV'],
  ['RIFX', 'это WAV с обратным порядком байтов (RIFX)'],
  ['RF64', 'это RF64'],
  ['riff', 'это Wave64'],
  ['FORM', 'это AIFF'],
  ['caff', 'это CAF'],
  ['.snd', 'это AU'],
];

/**
 * Container by the magic bytes of `head` (the first bytes of a file, or those after its ID3 tag).
 * Throws KamertonError('unsupported_media') with the name of what it is instead, 'bad_recording' for an empty file.
 */
export function containerOf(head: Uint8Array): Container {
  const view = new ByteView(head);
  if (view.length === 0) throw refuse('файл пуст – загрузите запись заново');
  if (view.has(0, 'RIFF') && view.has(8, 'WAVE')) return 'wav';
  if (view.has(0, 'OggS')) return 'ogg';
  if (view.has(0, 'fLaC')) return 'flac';
  if (view.has(0, '\x1a\x45\xdf\xa3')) return 'webm';
  if (view.has(0, '#!AMR')) return 'amr';
  if (view.has(4, 'ftyp')) return 'mp4';
  const stranger = strangers.find(([start]) => view.has(0, start));
  if (stranger) throw refuseType(stranger[1]);
  if (/^\s*</.test(view.tag(0, Math.min(64, view.length)))) throw refuseType('это страница HTML или XML');
  if (looksLikeGsm(head)) return 'gsm';
  if (looksLikeAdts(head)) return 'adts';
  if (findFrame(head) >= 0) return 'mp3';
  throw refuseType('файл не похож на запись разговора');
}
