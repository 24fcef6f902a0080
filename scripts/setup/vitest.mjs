/** Runs vitest and prints the plain closing line «N passed, N failed» that machines read. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runInForeground } from './foreground.mjs';
import { root } from './places.mjs';

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} Test */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { name: string, status: string, assertionResults: Test[] }[] }} Report */

/**
 * A line for each test that passed only when it was asked again (`--retry=1`): green, and a fault to look into.
 * @param {Report} report
 */
function secondTries(report) {
  return report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'passed' && test.failureMessages.length > 0)
      .map((test) => `passed only when asked again: ${file.name} > ${test.fullName}\n${test.failureMessages[0]}\n`),
  );
}

/** @param {Report} report */
function closingLine(report) {
  // A file that could not even be loaded has no tests to count, and is a failure all the same.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const skipped = report.numPendingTests + report.numTodoTests;
  const counts = `${report.numPassedTests} passed, ${report.numFailedTests + unloaded} failed`;
  return skipped === 0 ? counts : `${counts}, ${skipped} skipped`;
}

/**
 * @param {string[]} args of vitest: files, `-t name`, `--project unit`
 * @returns {Promise<number>} vitest's exit code
 */
export async function runTests(args) {
  const folder = join(root, 'tests/.tmp');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `report-${process.pid}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runInForeground([vitest, 'run', '-c', 'tests/vitest.config.ts', ...reporters, ...args]);
  if (existsSync(file)) {
    /** @type {Report} */
    const report = JSON.parse(readFileSync(file, 'utf8'));
    process.stdout.write(`\n${secondTries(report).join('')}${closingLine(report)}\n`);
    rmSync(file);
  }
  return code;
}
