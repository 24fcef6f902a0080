/** Sends stored sound, whole or the one range that was asked for: exact bytes, whatever it is sealed with on disk. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedFile } from '#analyzer';
import { type Actor, isAllowed } from '../../access/permissions.ts';
import { accountOf } from '../../plugins/session.ts';

export interface Sound {
  /** Media type. */
  type: string;
  file: OpenedFile;
}

/** True when who asks may hear and see personal data. */
export function mayUnmask(request: FastifyRequest): boolean {
  const { role, grants } = accountOf(request);
  return isAllowed(role as Actor, 'call.unmask', grants);
}

/** What a Range header asks of `bytes` bytes; null: everything (no header, several ranges, other units). */
export function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | 'beyond' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const suffix = Math.min(Number(last), bytes);
    return suffix === 0 ? 'beyond' : { start: bytes - suffix, end: bytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= bytes ? 'beyond' : { start, end };
}

export function sendSound(request: FastifyRequest, reply: FastifyReply, { type, file }: Sound): FastifyReply {
  // Nothing is cached, so there is no earlier version that a part could belong to: If-Range never holds.
  const asked = request.headers['if-range'] === undefined ? request.headers.range : undefined;
  const range = rangeOf(asked, file.bytes);
  reply.header('accept-ranges', 'bytes').type(type);
  if (range === 'beyond') {
    return reply
      .status(416)
      .type('application/json')
      .header('content-range', `bytes */${file.bytes}`)
      .send({ code: 'bad_input', message: 'в записи нет такого места' });
  }
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  reply.header('content-length', end - start + 1);
  if (range !== null) reply.status(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`);
  return request.method === 'HEAD' ? reply.send() : reply.send(file.read(start, end));
}
