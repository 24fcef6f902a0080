/** An answer with its JSON, written once for everybody who is given the same one. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';

export interface WrittenAnswer<T> {
  answer: T;
  json: string;
}

/** The answer by its schema: what the schema does not name is left out. */
export function writtenAnswer<S extends z.ZodType>(schema: S, answer: z.output<S>): WrittenAnswer<z.output<S>> {
  return { answer, json: JSON.stringify(schema.parse(answer)) };
}

/** The reply that writes the answer so; its route sends the answer itself. */
export function inJson<R extends FastifyReply>(reply: R, { answer, json }: WrittenAnswer<unknown>): R {
  // An error that comes after this (the log of actions cannot be written) goes through the same serializer.
  reply.serializer((sent: unknown) => (sent === answer ? json : JSON.stringify(sent)));
  return reply;
}
