/** Serves the built dashboard: hashed assets that may be cached for ever, and the page with this answer's style nonce. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { KamertonError } from '#platform';
import { styleNonce } from './security.ts';

/** Stands in the built index.html where the nonce goes. */
const noncePlaceholder = '__CSP_NONCE__';

/** Registers `/assets/*` and, for every other path, the page: the dashboard routes in the browser. */
export async function registerDashboard(app: FastifyInstance, folder: string | null): Promise<void> {
  const page = folder === null ? null : await readFile(join(folder, 'index.html'), 'utf8');

  app.route({
    method: 'GET',
    url: '/assets/*',
    config: { access: 'public', rateLimit: false },
    schema: { hide: true },
    handler: (request, reply) => {
      if (folder === null) throw new KamertonError('not_found', 'такого файла нет');
      const { '*': name } = request.params as { '*': string };
      return reply.sendFile(name, join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false });
    },
  });

  app.route({
    method: 'GET',
    url: '/*',
    config: { access: 'public' },
    schema: { hide: true },
    handler: (request, reply) => {
      const { '*': path } = request.params as { '*': string };
      if (path === 'api' || path.startsWith('api/') || /\.[a-z0-9]+$/i.test(path)) {
        throw new KamertonError('not_found', 'такой страницы или записи нет');
      }
      if (page === null) throw new KamertonError('not_found', 'страницы не собраны: запустите npm start');
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(page.replaceAll(noncePlaceholder, styleNonce(reply)));
    },
  });
}
