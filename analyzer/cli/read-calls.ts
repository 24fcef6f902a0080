/** Reading calls from files and standard input: JSON, JSON lines, WebVTT and SRT. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Call } from '../domain/call.ts';
import { errorLine, KamertonError } from '../platform/errors.ts';
import { parseCall, readTranscript } from '../recognition/ready-transcript.ts';

/** A call, or why this input gives none; `source` names the input (file, and line where there is one). */
export type CallInput = { source: string; call: Call } | { source: string; error: string };

/** Reads the calls of one input in their order; never throws for bad input. `-` is standard input (JSON or JSON lines). */
export async function* readCalls(input: string): AsyncGenerator<CallInput> {
  if (input === '-') {
    yield* readLines(process.stdin, 'стандартный ввод');
    return;
  }
  const missing = await stat(input).then(
    (found) => (found.isFile() ? null : 'это не файл'),
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? 'нет такого файла' : `не читается (${error.code})`),
  );
  if (missing !== null) {
    yield { source: input, error: missing };
    return;
  }
  if (extname(input).toLowerCase() === '.jsonl') yield* readLines(createReadStream(input), input);
  else yield await readWhole(input);
}

async function* readLines(stream: NodeJS.ReadableStream, name: string): AsyncGenerator<CallInput> {
  let number = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    yield read(`${name}:${number}`, () => parseCall(line));
  }
}

async function readWhole(path: string): Promise<CallInput> {
  const bytes = await readFile(path);
  return read(path, () => {
    const transcript = readTranscript(bytes, basename(path));
    return {
      ...transcript.metadata,
      id: transcript.id ?? basename(path, extname(path)),
      segments: transcript.segments,
    };
  });
}

function read(source: string, parse: () => Call): CallInput {
  try {
    return { source, call: parse() };
  } catch (error) {
    if (error instanceof KamertonError) return { source, error: errorLine(error) };
    throw error;
  }
}
