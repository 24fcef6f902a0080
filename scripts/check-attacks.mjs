/** `npm run check:attacks`: the 84 attacks of the security notes → the tests that are named after them, or why there is none yet. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/places.mjs';

/** Attacks on things that the product does not have yet, with the issue or the reason. */
const later = {
  A43: 'XML от АТС не принимается',
  A62: 'антивирус подключается снаружи',
};

const tests = join(root, 'tests');
const files = readdirSync(tests, { recursive: true })
  .filter((name) => /\.test\.ts$/.test(name))
  .map((name) => ({ name: join('tests', name), text: readFileSync(join(tests, name), 'utf8') }));

const found = new Map();
for (const { name, text } of files) {
  for (const [, , title] of text.matchAll(/^\s*(?:it\b|\](?: as const)?\)\()[^'"`\n]*(['"`])([^\n]*?)\1/gm)) {
    for (const [code] of title.matchAll(/\bA\d\d\b/g))
      found.set(code, [...(found.get(code) ?? []), `${name}: ${title}`]);
  }
}

const codes = Array.from({ length: 84 }, (_, i) => `A${String(i + 1).padStart(2, '0')}`);
const unexplained = [];
for (const code of codes) {
  const named = found.get(code) ?? [];
  if (named.length > 0)
    process.stdout.write(`${code}  есть   ${named[0]}${named.length > 1 ? ` (и ещё ${named.length - 1})` : ''}\n`);
  else if (later[code]) process.stdout.write(`${code}  –      ${later[code]}\n`);
  else {
    unexplained.push(code);
    process.stdout.write(`${code}  НЕТ\n`);
  }
}
const covered = codes.filter((code) => found.has(code)).length;
process.stdout.write(
  `Атак ${codes.length}: с тестами ${covered}, не относится к этой версии ${codes.length - covered - unexplained.length}, без теста ${unexplained.length}${unexplained.length > 0 ? ` (${unexplained.join(', ')})` : ''}\n`,
);
process.exitCode = unexplained.length === 0 ? 0 : 1;
