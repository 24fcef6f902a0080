/** The HTTP application over real servers of its own, for tests that inject requests. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { type Analyzer, openAnalyzer } from '../../analyzer/analyzer.ts';
import { readConfig } from '../../analyzer/config.ts';
import { createLogger } from '../../analyzer/platform/logger.ts';
import { startServers } from '../../analyzer/servers.ts';
import { type Role, roles } from '../../api/access/permissions.ts';
import { buildApp } from '../../api/app.ts';
import { apiConfigSchema, uploadLimitsOf } from '../../api/config.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { checkHealth } from '../../api/health.ts';
import { tempFolder } from './temp-folder.ts';

export interface TestApp {
  /** Data folder. */
  folder: string;
  app: FastifyInstance;
  analyzer: Analyzer;
  /** Cookie header of a signed-in person of each role; the operator is `op-1`. */
  cookies: Record<Role, string>;
}

type Doors = Partial<
  Pick<
    ApiDeps,
    | 'directory'
    | 'signOn'
    | 'uncheckedSound'
    | 'mailer'
    | 'privateHosts'
    | 'pullHosts'
    | 'incomingKey'
    | 'mango'
    | 'uisSecret'
    | 'secret'
  >
> & {
  /** Settings besides the data folder. */
  environment?: Record<string, string>;
};

/** Starts before the tests of a file and stops after them; the fields are there once a test runs. */
export function testApp(options: Doors = {}): TestApp {
  const folder = tempFolder();
  const given = { folder } as TestApp;
  let close = async () => {};
  beforeAll(async () => {
    const opened = await openTestApp(folder, options);
    close = opened.close;
    Object.assign(given, opened);
  });
  afterAll(() => close());
  return given;
}

/** The same without vitest, until `close`. */
export async function openTestApp(folder: string, options: Doors = {}): Promise<TestApp & { close(): Promise<void> }> {
  const given = { folder } as TestApp;
  const config = readConfig(apiConfigSchema, { ...options.environment, KAMERTON_DATA_DIR: folder });
  const logger = createLogger('silent');
  const servers = await startServers(config, logger, () => {});
  const close = async () => {
    await given.app?.close();
    await given.analyzer?.close();
    await servers.stop();
  };
  try {
    given.analyzer = await openAnalyzer(config, servers, logger);
    given.app = await buildApp({
      ...given.analyzer,
      checkHealth: () => checkHealth(given.analyzer, config),
      logger,
      directory: options.directory ?? null,
      signOn: options.signOn ?? null,
      uncheckedSound: options.uncheckedSound ?? false,
      mailer: options.mailer ?? null,
      secret: options.secret ?? randomBytes(32),
      trustedProxies: null,
      publicUrl: null,
      privateHosts: options.privateHosts ?? [],
      pullHosts: options.pullHosts ?? [],
      incomingKey: options.incomingKey ?? null,
      mango: options.mango ?? null,
      uisSecret: options.uisSecret ?? null,
      timeZone: config.KAMERTON_TIME_ZONE,
      maxRecordingBytes: 20_000_000,
      uploadsFolder: join(folder, 'uploads'),
      uploadLimits: uploadLimitsOf(config),
      dashboard: null,
    });
    given.cookies = {} as Record<Role, string>;
    for (const role of roles) {
      const operatorId = role === 'operator' ? 'op-1' : null;
      const grants = role === 'supervisor' ? ['call.every_team'] : [];
      const person = { login: role, name: role, role, operatorId, grants, password: `пароль ${role}` };
      await given.analyzer.accounts.create(person);
      given.cookies[role] = await signedIn(given.app, role);
    }
    return { ...given, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function signedIn(app: FastifyInstance, role: Role): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { login: role, password: `пароль ${role}` },
  });
  const cookie = answer.cookies.find((one) => one.name === 'sid');
  if (!cookie) throw new Error(`no session for ${role}: ${answer.body}`);
  return `${cookie.name}=${cookie.value}`;
}
