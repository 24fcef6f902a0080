/** `npm run fuzz:api [число] [зерно]`: made-up requests over all routes and roles of the real application; 10,000 by default. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuzzRequests } from '../support/fuzz-requests.ts';
import { openTestApp } from '../support/test-app.ts';

const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? randomBytes(4).readUInt32BE());
const folder = mkdtempSync(join(tmpdir(), 'kam-fuzz-'));
const opened = await openTestApp(folder);
const begun = Date.now();
const report = await fuzzRequests(opened.app, { ...opened.cookies }, count, seed);
const seconds = (Date.now() - begun) / 1000;
console.log(`запросов ${report.requests}, зерно ${seed}, ${seconds.toFixed(0)} с`);
console.log(`ответы: ${JSON.stringify(report.statuses)}`);
console.log(`5xx, зависания, подробности в ошибках: ${report.failures.length}`);
for (const failure of report.failures.slice(0, 20)) console.log(`  ${failure}`);
await opened.close();
rmSync(folder, { recursive: true, force: true });
process.exitCode = report.failures.length === 0 ? 0 : 1;
