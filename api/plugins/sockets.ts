/** Websockets at all. Registered before everything that refuses requests: its hooks end the connection of a refused one. */
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';

/** Lets routes have a `wsHandler`; without it coming first a refused upgrade would stay open for ever. */
export async function registerSockets(app: FastifyInstance): Promise<void> {
  await app.register(websocket, { options: { maxPayload: 65_536, perMessageDeflate: false } });
}
