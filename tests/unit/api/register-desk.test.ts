/** What the review desk does by itself: nobody waits for it, so a failure of it must end in the log and nowhere else. */
import { expect, it } from 'vitest';
import type { DeskDeps } from '../../../api/deps.ts';
import { registerDesk } from '../../../api/register-desk.ts';

it('notices that cannot be read are no reason for the server to end', async () => {
  const lines: string[] = [];
  const hooks: (() => Promise<void>)[] = [];
  let tell: (news: { recipient: string }[]) => void = () => {};
  const deps = {
    logger: { warn: (_facts: object, line: string) => lines.push(line) },
    queue: { onProgress: () => {} },
    trust: { onDemoted: (listener: typeof tell) => (tell = listener) },
    workbench: { onRun: () => {} },
    live: { publish: () => {} },
    whileUnchanged: () => () => Promise.reject(new Error('nobody asks')),
    desk: {
      follower: { catchUp: async () => {}, onFlagged: () => {} },
      notifications: { list: () => Promise.reject(new Error('база закрыта')) },
    },
  } as unknown as DeskDeps;
  const app = { register: async () => {}, addHook: (_name: string, hook: () => Promise<void>) => hooks.push(hook) };
  await registerDesk(app as unknown as Parameters<typeof registerDesk>[0], deps);
  for (const hook of hooks) await hook();
  // A rejection that nobody handles fails the run of the tests, as it ends the server.
  tell([{ recipient: 'trainer' }]);
  await expect.poll(() => lines).toEqual(['notices not pushed']);
});
