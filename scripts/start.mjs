/** `npm start`: brings what is missing and starts Kamerton with its demo recordings. */
import { requireNode } from './setup/node-version.mjs';

requireNode();
// Loaded only now: an old Node could not even read these.
const { bring } = await import('./setup/bring.mjs');
const { runInForeground } = await import('./setup/foreground.mjs');
const { readDotEnv } = await import('./setup/places.mjs');
const { stepsOfStart } = await import('./setup/steps.mjs');

readDotEnv();
await bring(stepsOfStart());
process.exitCode = await runInForeground([
  'scripts/kamerton.mjs',
  'serve',
  '--demo',
  '--demo-year',
  ...process.argv.slice(2),
]);
