/** Folders of models for the engine `sherpa`: which files they hold and what kind of model that makes. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { demoLabel, type InstalledModel, isDemoModel, type UnusableModel } from './model-file.ts';

/**
 * What sherpa-onnx calls the kinds of models that are used here:
 * - `tone`: T-one, a streaming CTC model for 8 kHz; `tokens.txt` and one `*.onnx`, «t-one» in the folder's name;
 * - `ctc`: GigaAM CTC and other NeMo CTC models; `tokens.txt` and one `*.onnx`;
 * - `transducer`: GigaAM RNNT and other NeMo transducers; `tokens.txt`, `encoder*.onnx`, `decoder*.onnx`, `joiner*.onnx`;
 * - `demo`: our demonstration model, a CTC model that is searched with a graph of words; `tokens.txt`, one `*.onnx`, `words.fst`.
 */
export type SherpaKind = 'tone' | 'ctc' | 'transducer' | 'demo';

export interface SherpaModel extends InstalledModel {
  kind: SherpaKind;
  /** Names of the files in the folder, by role. */
  files: Record<string, string>;
}

/** For people: what a folder must hold. */
export const sherpaLayout =
  'в папке модели нужны tokens.txt и либо model.onnx, либо encoder.onnx, decoder.onnx и joiner.onnx';

const kindNames: Record<SherpaKind, string> = { tone: 'T-one', ctc: 'CTC', transducer: 'RNNT', demo: 'CTC' };

/** True for a folder that looks as if it were meant for sherpa: it holds tokens or an ONNX file. */
export async function looksLikeSherpa(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name === 'tokens.txt' || name.endsWith('.onnx'));
}

/** Looks a model's folder over without loading it. */
export async function inspectSherpaModel(folder: string): Promise<SherpaModel | UnusableModel> {
  const name = basename(folder);
  const names = await readdir(folder).catch(() => null);
  if (names === null) return { name, problem: 'папка не открывается' };
  const files = rolesOf(names.sort());
  if (files === undefined) return { name, problem: `папка не полна: ${sherpaLayout}` };
  const kind = kindOf(name, files);
  let bytes = 0;
  for (const file of Object.values(files)) {
    const found = await stat(join(folder, file)).catch(() => null);
    if (!found?.isFile() || found.size === 0) return { name, problem: `файл ${file} пуст или не открывается` };
    bytes += found.size;
    if (file.endsWith('.onnx') && (await isText(join(folder, file)))) {
      return { name, problem: `вместо модели в ${file} страница или указатель Git LFS – загрузите сам файл` };
    }
  }
  const label = isDemoModel(name) ? ` – ${demoLabel}` : '';
  const description = `${kindNames[kind]}, ${(bytes / 1e6).toFixed(0)} МБ${label}`;
  return { path: folder, name, bytes, description, kind, files };
}

function kindOf(name: string, files: Record<string, string>): SherpaKind {
  if ('encoder' in files) return 'transducer';
  if ('words' in files) return 'demo';
  return /t-?one/i.test(name) ? 'tone' : 'ctc';
}

/** What people often carry home instead of a model: a page of the site, or a pointer to the file. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return /^(?:<|version http)/.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await file.close();
  }
}

/** Files by role; of several variants the 8-bit one, which is the fastest on a processor. Undefined when one is missing. */
function rolesOf(names: readonly string[]): Record<string, string> | undefined {
  const variants = (role: string) => names.filter((name) => name.endsWith('.onnx') && name.startsWith(role));
  const pick = (role: string) => variants(role).find((name) => name.includes('int8')) ?? variants(role)[0];
  if (!names.includes('tokens.txt')) return undefined;
  const [encoder, decoder, joiner] = [pick('encoder'), pick('decoder'), pick('joiner')];
  if (encoder && decoder && joiner) return { tokens: 'tokens.txt', encoder, decoder, joiner };
  const single = pick('model') ?? (variants('').length === 1 ? variants('')[0] : undefined);
  if (single === undefined || encoder) return undefined;
  const files = { tokens: 'tokens.txt', model: single };
  return names.includes('words.fst') ? { ...files, words: 'words.fst' } : files;
}
