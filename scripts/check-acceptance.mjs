/** `npm run check:acceptance`: the acceptance checks U01–U72 beside the browser tests that carry them out. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../tests/e2e/', import.meta.url));
const checks = Array.from({ length: 72 }, (_, index) => `U${String(index + 1).padStart(2, '0')}`);

/** Names of the tests with the checks that stand in them. */
const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    return [...text.matchAll(/\b(?:it|test|describe)(?:\.each\([^)]*\))?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g)].map(
      ([, , name = '']) => ({ file, name, codes: name.match(/\bU\d{2}\b/g) ?? [] }),
    );
  });

let covered = 0;
for (const check of checks) {
  const own = tests.filter(({ codes }) => codes.includes(check));
  if (own.length > 0) covered += 1;
  const line = own.map(({ file, name }) => `${file}: ${name}`).join('; ');
  process.stdout.write(`${check}  ${own.length > 0 ? 'covered    ' : 'not covered'}  ${line}\n`);
}
process.stdout.write(`${covered} of ${checks.length} covered\n`);
if (process.argv.includes('--strict') && covered < checks.length) process.exitCode = 1;
