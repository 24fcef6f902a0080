/** Routes of recordings that come by themselves: how the sources fare, and calls that telephony services announce. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { pullRecording } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import { checkMayBringIn } from '../../intake/brought-call.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { announcedAnswerSchema, announcedCallSchema, ingestStateSchema } from './ingest.schemas.ts';
import { signedBody } from './signed-body.ts';

const tags = ['ingest'];
const mostRefusals = 200;

type IngestDeps = Pick<
  ApiDeps,
  'ingest' | 'recordings' | 'intake' | 'surroundings' | 'privateHosts' | 'pullHosts' | 'incomingKey'
>;

export function ingestRoutes(deps: IngestDeps): FastifyPluginAsyncZod {
  const guard = { privateHosts: deps.privateHosts, allowedHosts: deps.pullHosts };

  return async (app) => {
    app.get(
      '/api/ingest',
      { config: { access: 'health.read' }, schema: { tags, response: { 200: ingestStateSchema } } },
      async () => ({
        sources: await deps.ingest.log.sources(),
        refusals: await deps.ingest.log.refusals(mostRefusals),
      }),
    );

    app.post(
      '/api/incoming/calls',
      {
        config: { access: 'call.upload', audit: 'call.uploaded' },
        preParsing: signedBody(deps.incomingKey),
        handlerTimeout: longTimeoutMs,
        schema: { tags, body: announcedCallSchema, response: { 202: announcedAnswerSchema } },
      },
      async (request, reply) => {
        const { id, record_url: url, metadata, segments } = request.body;
        checkMayBringIn(accountOf(request), metadata);
        await deps.surroundings.admit();
        const recording = await pullRecording(url, guard, deps.recordings);
        const receipt = await deps.intake.receive({
          source: 'import',
          externalId: id ?? null,
          metadata,
          recording: recording.name,
          transcript: segments ?? null,
        });
        request.audited = { objectId: receipt.id, details: { duplicate: receipt.duplicate, announced: true } };
        return reply.status(202).send(receipt);
      },
    );
  };
}
