/** `node scripts/prepare.mjs start|test`: only brings what the command needs (images, CI). */
import { bring } from './setup/bring.mjs';
import { stepsOfStart, stepsOfTest } from './setup/steps.mjs';

const steps = { start: stepsOfStart, test: stepsOfTest }[process.argv[2]];
if (steps === undefined) {
  process.stderr.write('Так: node scripts/prepare.mjs start|test\n');
  process.exit(2);
}
await bring(steps());
