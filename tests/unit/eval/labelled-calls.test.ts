/** Criteria on the labelled calls, through the command line and the scorer that comes with the set. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { missingNote, setsMissing } from '../../support/score-sets.ts';

const root = join(import.meta.dirname, '../../..');
const sets = join(root, '../shared/eval');
const run = promisify(execFile);

describe.skipIf(setsMissing)(`labelled calls${missingNote}`, () => {
  it('at least 97 % of the criteria are decided as the labels say', async () => {
    const scorer = [join(sets, 'score.mjs'), 'calls', join(sets, 'dev_calls.jsonl'), '--errors'];
    const command = [process.execPath, 'scripts/kamerton.mjs', 'score', '--json', '-'];
    const { stdout } = await run(process.execPath, [...scorer, '--', ...command], { cwd: root });
    console.log(stdout);
    const [, right, total] = /criteria (\d+)\/(\d+)/.exec(stdout) ?? [];
    expect(Number(total)).toBeGreaterThan(200);
    expect(Number(right) / Number(total)).toBeGreaterThanOrEqual(0.97);
  }, 60_000);
});
