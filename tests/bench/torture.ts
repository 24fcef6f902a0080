/**
 * `npm run torture [short]`: every long proof of the product one after another, and one table of what they printed. Hours;
 * `short` runs each a little, to see that they run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Proof, its arguments in full and in short. */
const proofs: readonly (readonly [name: string, file: string, full: readonly string[], short: readonly string[]])[] = [
  ['kill -9 of the whole product', 'kills.ts', ['200'], ['2']],
  ['kill -9 of the store while calls are written', 'kills-store.ts', ['1000'], ['3']],
  ['kill -9 of each part, on borders of stages', 'kills-parts.ts', ['1000'], ['10']],
  ['hostile recordings', 'hostile.ts', ['12'], ['1']],
  ['changed headers', 'headers.ts', ['10000000'], ['20000']],
  ['a disk that fills', 'full-disk.ts', ['200'], ['6']],
  ['uploads cut at random bytes', 'cut-uploads.ts', ['2000'], ['100']],
  ['made-up requests over all routes', 'fuzz-api.ts', ['100000'], ['500']],
  ['load and soak', 'load.ts', ['60'], ['0.3']],
];

const isShort = process.argv[2] === 'short';
const rows: { name: string; held: boolean; minutes: number; said: string[] }[] = [];
for (const [name, file, full, short] of proofs) {
  console.log(`\n== ${name}`);
  const begun = performance.now();
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...(isShort ? short : full)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    said += chunk.toString('utf8');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  // What was overwritten on the screen is no result.
  const lines = said.split('\n').map((line) => line.slice(line.lastIndexOf('\r') + 1));
  rows.push({
    name,
    held: code === 0,
    minutes: (performance.now() - begun) / 60_000,
    said: lines.filter(Boolean).slice(-4),
  });
}

console.log('\n=================== torture ===================');
for (const { name, held, minutes, said } of rows) {
  console.log(`${held ? 'held  ' : 'FAILED'} ${name} (${minutes.toFixed(1)} min)`);
  for (const line of said) console.log(`         ${line}`);
}
process.exitCode = rows.every(({ held }) => held) ? 0 : 1;
