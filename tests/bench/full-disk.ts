/** `npm run bench:disk [rounds]`: uploads while the disk fills, 200 rounds by default; prints what was lost. Needs root (mounts a tmpfs). */
import { fillDiskRounds } from '../support/faults/fill-disk-rounds.ts';
import { smallDisk } from '../support/faults/small-disk.ts';

const rounds = Number(process.argv[2] ?? 200);
const disk = smallDisk(600);
if (disk === null) {
  console.log('skipped: mounting a small disk is not allowed here (run as root)');
} else {
  try {
    const report = await fillDiskRounds(disk, rounds, ({ rounds: done, acknowledged, refused }) => {
      process.stdout.write(`round ${done}: acknowledged ${acknowledged}, refused ${refused}\r`);
    });
    const { acknowledged, refused, other, lost, torn, restarts } = report;
    console.log(
      `rounds ${report.rounds}, acknowledged ${acknowledged}, refused with 503 ${refused}, restarts of servers ${restarts}`,
    );
    console.log(`lost ${lost.length}, torn files ${torn}, other answers ${other.length}`);
    for (const answer of [...lost, ...other].slice(0, 10)) console.log(`  ${answer}`);
    process.exitCode = lost.length + torn + other.length === 0 ? 0 : 1;
  } finally {
    disk.release();
  }
}
