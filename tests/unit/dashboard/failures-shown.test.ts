/** What a person has asked for and did not work must be said: every request that changes something shows its failure. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const sources = join(import.meta.dirname, '../../../dashboard/src');

/** The arguments of a call whose name ends at `at`, brackets and all. */
function argumentsAt(text: string, at: number): string {
  let depth = 0;
  for (let i = at; i < text.length; i += 1) {
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    if (depth === 0) return text.slice(at, i + 1);
  }
  return text.slice(at);
}

it('every mutation has a place where its error is shown', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const found = files.flatMap((file) => {
    const text = readFileSync(join(sources, file), 'utf8');
    return [...text.matchAll(/(?:const (\w+) = |return )useMutation\(/g)].map((match) => {
      const name = match[1] ?? '';
      const handled = argumentsAt(text, match.index + match[0].length - 1).includes('onError');
      // Shown here, or handed whole to what shows it.
      const shown = name !== '' && new RegExp(`\\b${name}\\.(error|isError)\\b|\\{${name}\\}`).test(text);
      return { place: `${file}: ${name}`, told: handled || shown };
    });
  });
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter(({ told }) => !told).map(({ place }) => place)).toEqual([]);
});
