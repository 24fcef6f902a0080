/** Routes of uploads that are taken up again: the protocol tus 1.0 behind the product's own rights. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { type ResumableUploads, resumableUploads, type UploadDeps } from './resumable-uploads.ts';

const path = '/api/uploads';
const cleanEveryMs = 3_600_000;
/** The slowest line that an upload is taken from, bytes a second. */
const leastUploadRate = 1_024;

const paramsSchema = z.strictObject({ id: z.string().max(100) });
const description =
  'Протокол tus 1.0 (creation, expiration, termination). Поля Upload-Metadata: filename, metadata (JSON со сведениями о звонке), transcript_bytes (столько последних байт – расшифровка) и transcript_name. Последний PATCH отвечает 200 и номером звонка.';

export function uploadsRoutes(deps: UploadDeps): FastifyPluginAsyncZod {
  return async (app) => {
    // Opened with the first upload: the description of the API has no folder.
    let uploads: ResumableUploads | null = null;
    const opened = () => {
      uploads ??= resumableUploads(deps, path);
      return uploads;
    };
    // What is sent stays on the line for the protocol's own reader.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const clean = setInterval(
      () =>
        void opened()
          .cleanUp()
          .catch(() => {}),
      cleanEveryMs,
    );
    clean.unref();
    app.addHook('onClose', async () => clearInterval(clean));

    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      // What the hooks have put on the answer goes along; everything else is the protocol's.
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      reply.hijack();
      await opened().handle({ account: accountOf(request), ip: request.ip }, request.raw, reply.raw);
    };
    const config = { access: 'call.upload', leastUploadRate } as const;
    const schema = { tags: ['calls'], description, consumes: ['application/offset+octet-stream'] };

    app.post(path, { config, schema, handlerTimeout: longTimeoutMs }, handler);
    for (const method of ['HEAD', 'PATCH', 'DELETE'] as const)
      app.route({
        method,
        url: `${path}/:id`,
        config,
        schema: { ...schema, params: paramsSchema },
        handlerTimeout: longTimeoutMs,
        handler,
      });
  };
}
