/** A recording that comes in without words: the named model hears it, although its engine is killed on the way. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { demoModelFolder } from '../../analyzer/recognizer-for-call.ts';
import { callDetailsSchema } from '../../api/features/calls/calls.schemas.ts';
import { signalTo } from '../support/faults/process-tree.ts';
import { type Product, readApi, signIn, startProduct } from '../support/product.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait-for.ts';
import { samplePath } from './sound/sample-calls.ts';

const folder = tempFolder();
const hostileName = `$(touch x); touch y #'"\`.wav`;
let product: Product;
let cookie: string;

beforeAll(async () => {
  product = await startProduct(folder, { SHERPA_MODEL: demoModelFolder });
  cookie = await signIn(product.url, folder, 'supervisor');
});
afterAll(async () => {
  expect(await product?.end('SIGTERM')).toBe(0);
});

/** Processes of the engine: they run in the product's temporary folder. */
function engines(): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    try {
      const place = /^\d+$/.test(entry) ? readlinkSync(`/proc/${entry}/cwd`) : '';
      return place.startsWith(folder) && place.includes('sherpa-') ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

it('ends done with its words after another attempt, and a hostile name creates nothing', async () => {
  const long = join(folder, 'long.wav');
  const copies = ['-stream_loop', '1', '-i', samplePath('05_conflict_bad.wav')];
  execFileSync('ffmpeg', ['-v', 'error', ...copies, '-c:a', 'pcm_alaw', long]);
  const body = new FormData();
  body.set('recording', new Blob([readFileSync(long)]), hostileName);
  const answer = await fetch(`${product.url}/api/calls`, { method: 'POST', headers: { cookie }, body });
  const { id } = z.object({ id: z.string() }).parse(await answer.json());

  let killed: number | undefined;
  await waitFor(() => {
    killed = engines()[0];
    return killed !== undefined && signalTo(killed, 'SIGKILL');
  });
  const details = () => readApi(`${product.url}/api/calls/${id}`, cookie, callDetailsSchema);
  await waitFor(async () => !['waiting', 'processing'].includes((await details()).state), 240);
  const { state, analysis } = await details();
  expect(state).toBe('done');
  expect(analysis?.engine).toEqual({ name: 'sherpa', model: 'demo-ru-synthetic' });
  expect(analysis?.segments.length).toBeGreaterThan(10);
  const made = [process.cwd(), folder].flatMap((place) => readdirSync(place));
  expect(made.filter((name) => ['x', 'y'].includes(name))).toEqual([]);
});
