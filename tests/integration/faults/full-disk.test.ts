/** The disk under the whole product fills to the last byte (`npm run bench:disk`: 200 rounds). */
import { expect, it } from 'vitest';
import { fillDiskRounds } from '../../support/faults/fill-disk-rounds.ts';
import { smallDisk } from '../../support/faults/small-disk.ts';

const disk = smallDisk(400);

// Mounting needs root; where it is not allowed the same is told by back-pressure.test.ts, by limits instead of a disk.
it.skipIf(disk === null)(
  'refuses in words, loses nothing, leaves no torn file and goes on once there is room',
  async () => {
    if (disk === null) return;
    try {
      const report = await fillDiskRounds(disk, 4);
      expect(report).toMatchObject({ rounds: 4, other: [], lost: [], torn: 0 });
      expect(report.refused).toBeGreaterThan(0);
      expect(report.acknowledged).toBeGreaterThan(1);
    } finally {
      disk.release();
    }
  },
  600_000,
);
