/** `npm test`: brings what is missing, runs the tests (arguments go to vitest) and closes with a count. */
import { requireNode } from './setup/node-version.mjs';

requireNode();
// Loaded only now: an old Node could not even read these.
const { bring } = await import('./setup/bring.mjs');
const { stepsOfTest } = await import('./setup/steps.mjs');
const { runTests } = await import('./setup/vitest.mjs');

await bring(stepsOfTest());
process.exitCode = await runTests(process.argv.slice(2));
