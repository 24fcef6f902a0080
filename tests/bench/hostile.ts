/** `npm run bench:hostile [files of a class]`: every class of hostile recordings through the pipeline; prints what became of them. */
import { runHostile } from '../support/hostile/run-hostile.ts';

const files = Number(process.argv[2] ?? 12);
const begun = performance.now();
console.log(`${'class'.padEnd(52)} files refused taken  longest`);
const report = await runHostile(files, ({ name, files, refused, taken, longestMs, faults }) => {
  const columns = [String(files).padStart(5), String(refused).padStart(7), String(taken).padStart(5)];
  console.log(`${name.padEnd(52)} ${columns.join(' ')} ${`${Math.round(longestMs)} ms`.padStart(9)}`);
  for (const fault of faults) console.log(`    AGAINST ITS PROMISE ${fault}`);
});
const sum = (of: (one: (typeof report.classes)[number]) => number) =>
  report.classes.reduce((all, one) => all + of(one), 0);
const faults = sum(({ faults: list }) => list.length);
const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
console.log(
  `classes ${report.classes.length}, files ${sum((one) => one.files)}, refused ${sum((one) => one.refused)}, taken ${sum((one) => one.taken)}, ` +
    `against the promise ${faults}, ${Math.round((performance.now() - begun) / 1000)} s`,
);
console.log(
  `memory: own ${megabytes(report.ownMemory)}, decoder ${megabytes(report.childMemory)}; ` +
    `requests to the canary ${report.canaryHits}; left behind: ${report.left.join(', ') || 'nothing'}`,
);
const most = Math.max(report.ownMemory, report.childMemory);
process.exitCode = faults + report.canaryHits + report.left.length === 0 && most < 2 ** 30 ? 0 : 1;
