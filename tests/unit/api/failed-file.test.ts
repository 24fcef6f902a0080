/** A file that fails before its first byte is answered as the error that it is, not as a broken file. */
import { Readable } from 'node:stream';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { KamertonError } from '../../../analyzer/platform/errors.ts';
import { registerErrors } from '../../../api/plugins/errors.ts';

const failing = () =>
  new Readable({
    read() {
      this.destroy(new KamertonError('not_found', 'записи больше нет'));
    },
  });

it('says its code and nothing of the file', async () => {
  const app = fastify();
  registerErrors(app);
  app.get('/', async (_request, reply) =>
    reply
      .type('audio/wav')
      .header('content-disposition', 'attachment; filename="call.wav"')
      .header('content-length', 1_000)
      .header('accept-ranges', 'bytes')
      .send(failing()),
  );
  const answer = await app.inject('/');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toEqual({ code: 'not_found', message: 'записи больше нет' });
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(answer.headers).not.toHaveProperty('content-disposition');
  expect(answer.headers).not.toHaveProperty('accept-ranges');
});
