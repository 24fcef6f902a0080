/** `node scripts/prepare.mjs start|test|recogniser`: only brings what a command needs (images, CI, single tests). */
import { bring } from './setup/bring.mjs';
import { recogniser } from './setup/recogniser.mjs';
import { stepsOfStart, stepsOfTest } from './setup/steps.mjs';

const stepsOf = { start: stepsOfStart, test: stepsOfTest, recogniser: () => [recogniser(true)] };
const steps = stepsOf[process.argv[2]];
if (steps === undefined) {
  process.stderr.write('Так: node scripts/prepare.mjs start|test|recogniser\n');
  process.exit(2);
}
await bring(steps());
