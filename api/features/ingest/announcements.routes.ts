/** Messages of telephony services in their own form: Mango Office (signed form) and UIS (a template with a secret). */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { isFromMango, type MangoKeys, readMango, readUis, uisNotificationSchema } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';

type AnnouncementDeps = Pick<ApiDeps, 'ingest' | 'mango' | 'uisSecret' | 'timeZone'>;

/** A call centre of 10,000 seats ends some 60 calls a second, each with a few messages. */
const rateLimit = { max: 30_000, timeWindow: '1 minute' };
const mostBytes = 1_048_576;
/** Checking the connection Mango sends an empty form. */
const mangoFormSchema = z.strictObject({
  vpbx_api_key: z.string().max(200).default(''),
  sign: z.string().max(200).default(''),
  json: z.string().max(mostBytes).default(''),
});
const answerSchema = z.object({ ok: z.boolean() });

/** They are public: whoever sends them has no account, and proves himself by the signature or the secret. */
export function announcementRoutes(deps: AnnouncementDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: mostBytes },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );

    app.post(
      '/api/incoming/mango/*',
      {
        config: { access: 'public', rateLimit },
        bodyLimit: mostBytes,
        schema: {
          hide: true,
          params: z.object({ '*': z.string().max(60) }),
          body: mangoFormSchema.nullish(),
          response: { 200: answerSchema },
        },
      },
      async (request) => {
        const form = mangoFormSchema.parse(request.body ?? {});
        if (form.json === '') return { ok: true };
        const message = mangoMessage(form, deps.mango);
        const word = fitting(() => readMango(request.params['*'].replace(/\/+$/, ''), message, deps.timeZone));
        if (word.kind === 'call') await deps.ingest.announced.noteCall('mango', word.entry, word.metadata);
        if (word.kind === 'recording') await deps.ingest.announced.noteRecording('mango', word.entry, word.recording);
        return { ok: true };
      },
    );

    app.post(
      '/api/incoming/uis',
      {
        config: { access: 'public', rateLimit },
        bodyLimit: mostBytes,
        schema: { hide: true, body: uisNotificationSchema, response: { 200: answerSchema } },
      },
      async (request) => {
        const told = request.body;
        if (deps.uisSecret === null || !isSame(told.secret, deps.uisSecret))
          throw new KamertonError('forbidden', 'секрет не подходит: сверьте его с KAMERTON_UIS_SECRET');
        const entry = told.call_session_id;
        await deps.ingest.announced.noteCall('uis', entry, readUis(told, deps.timeZone));
        await deps.ingest.announced.noteRecording('uis', entry, told.file_link);
        return { ok: true };
      },
    );
  };
}

/** The message of a form that is signed by our salt. */
function mangoMessage(form: z.output<typeof mangoFormSchema>, keys: MangoKeys | null): unknown {
  if (keys === null || !isFromMango(form, keys))
    throw new KamertonError('forbidden', 'подпись не подходит: сверьте KAMERTON_MANGO_KEY и KAMERTON_MANGO_SALT');
  try {
    return JSON.parse(form.json);
  } catch {
    throw new KamertonError('bad_input', 'поле json – не JSON');
  }
}

/** What reading gives; a message of a known kind that does not fit is the sender's fault. */
function fitting<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const where = error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new KamertonError('bad_input', `неверные поля: ${where}`, { cause: error });
  }
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
