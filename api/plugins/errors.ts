/** One shape of every error answer: code and one Russian line; details of defects go to the log only. */
import { hasZodFastifySchemaValidationErrors } from '@fastify/type-provider-zod';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { diskError, type ErrorCode, errorStatus, KamertonError } from '#platform';

const generic: Record<number, { code: ErrorCode; message: string }> = {
  400: { code: 'bad_input', message: 'запрос составлен неверно' },
  408: { code: 'too_slow', message: 'запрос шёл слишком долго; повторите его' },
  413: { code: 'too_large', message: 'запрос слишком велик' },
  415: { code: 'unsupported_media', message: 'такой вид данных не принимается' },
  429: { code: 'too_many_requests', message: 'слишком много запросов; подождите минуту' },
  503: { code: 'overloaded', message: 'сервер не успел ответить; повторите запрос' },
};

const retryAfterSeconds = 60;

/** What people are told of a defect: its own words may hold anything. */
export const defectLine = 'внутренняя ошибка; подробности в журнале сервера';

/** What is said of a file before it is sent; a file that fails before its first byte is none, and the answer tells why. */
const aboutFiles = ['content-type', 'content-length', 'content-disposition', 'content-range', 'accept-ranges'];

function forgetFile(reply: FastifyReply): void {
  if (reply.raw.headersSent) return;
  for (const name of aboutFiles) {
    reply.removeHeader(name);
    // Fastify has written them here already when the stream failed.
    reply.raw.removeHeader(name);
  }
}

/** Registers the error and not-found handlers. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown: FastifyError | KamertonError, request, reply) => {
    const error = diskError(thrown) ?? thrown;
    forgetFile(reply);
    if (error instanceof KamertonError) {
      const status = errorStatus[error.code];
      if (status >= 500) request.log.error({ err: error }, 'request failed');
      // It passes: whoever asks by himself (telephony, an import) comes back.
      if (status === 503) reply.header('retry-after', retryAfterSeconds);
      return reply.status(status).send({ code: error.code, message: error.message });
    }
    if (hasZodFastifySchemaValidationErrors(error)) {
      const where = error.validation.map((issue) => issue.instancePath.replace(/^\//, '') || 'тело запроса');
      return reply.status(400).send({ code: 'bad_input', message: `неверные поля: ${[...new Set(where)].join(', ')}` });
    }
    if (error.code === 'FST_ERR_HANDLER_TIMEOUT' && !request.raw.complete) {
      // Somebody sends a body drop by drop: the connection is not kept for more.
      return reply.header('connection', 'close').status(408).send(generic[408]);
    }
    const known = generic[error.statusCode ?? 500] ?? ((error.statusCode ?? 500) < 500 ? generic[400] : undefined);
    if (known) return reply.status(error.statusCode ?? 400).send(known);
    request.log.error({ err: error }, 'request failed');
    return reply.status(500).send({ code: 'internal', message: defectLine });
  });
  app.setNotFoundHandler((_request, reply) => {
    reply.status(404).send({ code: 'not_found', message: 'такой страницы или записи нет' });
  });
}
