/** A child server that ends is started again; one that cannot start is given up; a stopped one stays down. */
import { expect, it } from 'vitest';
import { keepRunning } from '../../../analyzer/platform/keep-running.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A server that ends when it is told to. */
function pretend(name: string) {
  let end: (cause: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { name, ended, end: (cause: string) => end(cause), stop: async () => end('stopped') };
}
const said = () => {
  const lines: string[] = [];
  return {
    lines,
    onDown: (cause: string) => lines.push(`down ${cause}`),
    onUp: (restarts: number) => lines.push(`up ${restarts}`),
    onLost: (cause: string) => lines.push(`lost ${cause}`),
  };
};

it('is started again with what the former one was, each time it ends', async () => {
  const { lines, ...tell } = said();
  const first = pretend('a');
  const started = [first];
  const kept = keepRunning(first, {
    ...tell,
    pausesMs: [0, 0, 0],
    again: async (former) => {
      const next = pretend(`${former.name}+`);
      started.push(next);
      return next;
    },
  });
  first.end('SIGKILL');
  await waitFor(() => kept.outages().restarts === 1, 5);
  started[1]?.end('SIGABRT');
  await waitFor(() => kept.outages().restarts === 2, 5);
  expect(started.map(({ name }) => name)).toEqual(['a', 'a+', 'a++']);
  expect(lines).toEqual(['down SIGKILL', 'up 1', 'down SIGABRT', 'up 2']);
  expect(kept.outages()).toMatchObject({ up: true, last: { cause: 'SIGABRT' } });
  await kept.stop();
  expect(started).toHaveLength(3);
  expect(lines).toHaveLength(4);
});

it('is given up after the last attempt, with the cause of that', async () => {
  const { lines, ...tell } = said();
  const first = pretend('a');
  let attempts = 0;
  const kept = keepRunning(first, {
    ...tell,
    pausesMs: [0, 0],
    again: async () => {
      attempts += 1;
      throw new Error(`no ${attempts}`);
    },
  });
  first.end('SIGKILL');
  await waitFor(() => lines.some((line) => line.startsWith('lost')), 5);
  expect(lines).toEqual(['down SIGKILL', 'lost внутренняя ошибка: no 2']);
  expect(kept.outages()).toMatchObject({ up: false, restarts: 0 });
  await kept.stop();
});

it('is not started again by a stop in the middle of a pause', async () => {
  const { lines, ...tell } = said();
  const first = pretend('a');
  const kept = keepRunning(first, { ...tell, pausesMs: [60_000], again: async () => pretend('b') });
  first.end('SIGKILL');
  await waitFor(() => lines.length === 1, 5);
  await kept.stop();
  expect(lines).toEqual(['down SIGKILL']);
});
