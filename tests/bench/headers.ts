/** `npm run bench:headers [count] [seed]`: changed headers of every container, ten million by default; prints what became of them. */
import { randomBytes } from 'node:crypto';
import { mutateHeaders } from '../support/hostile/mutate-headers.ts';

const count = Number(process.argv[2] ?? 10_000_000);
const seed = Number(process.argv[3] ?? randomBytes(4).readUInt32BE());
const begun = performance.now();
const { mutations, accepted, refused, slowestMs, faults } = mutateHeaders(count, seed);
const seconds = (performance.now() - begun) / 1000;
console.log(
  `mutations ${mutations}, seed ${seed}, accepted ${accepted}, refused ${refused}, against the promise ${faults.length}`,
);
console.log(`${seconds.toFixed(1)} s, ${Math.round(mutations / seconds)} a second, slowest ${slowestMs.toFixed(1)} ms`);
for (const fault of faults) console.log(`  ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
