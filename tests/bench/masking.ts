/** `npm run bench:masking`: recall and precision of masking on the labelled sets, and masks in vain per 1,000 words. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadMorphology } from '../../analyzer/language/morphology.ts';
import { readMaskingSet } from '../support/masking-set.ts';
import { emptyScore, scoreFragment } from '../support/score-masking.ts';

const folder = fileURLToPath(new URL('../fixtures/privacy/', import.meta.url));
const morphology = await loadMorphology();
const chosen = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const verbose = process.argv.includes('--lines');
const share = (part: number, all: number) => (all === 0 ? '    –' : (part / all).toFixed(3));
const numbers = new Set(['phone', 'card', 'passport', 'snils', 'inn', 'account', 'number']);

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl') && (chosen.length === 0 || chosen.includes(name.replace('.jsonl', ''))))
  .sort()) {
  const fragments = readMaskingSet(join(folder, file));
  const score = emptyScore();
  const from = performance.now();
  for (const fragment of fragments) scoreFragment(fragment, morphology, score);
  const ms = performance.now() - from;
  console.log(`\n${file}: ${fragments.length} fragments, ${score.words} words, ${ms.toFixed(0)} ms`);
  console.log('kind        labelled  recall  right kind');
  const sum = (keep: (kind: string) => boolean, name: string) => {
    const rows = [...score.kinds].filter(([kind]) => keep(kind)).map(([, row]) => row);
    const total = (key: 'labelled' | 'found' | 'typed') => rows.reduce((all, row) => all + row[key], 0);
    if (rows.length > 0)
      console.log(
        `${name.padEnd(11)} ${String(total('labelled')).padStart(8)}   ${share(total('found'), total('labelled'))}  ${share(total('typed'), total('labelled')).padStart(10)}`,
      );
  };
  for (const kind of [...score.kinds.keys()].sort()) sum((one) => one === kind, kind);
  sum((kind) => numbers.has(kind), 'all numbers');
  sum((kind) => kind === 'name', 'all names');
  console.log(
    `masks ${score.masks}, in vain ${score.falseMasks} (precision ${share(score.masks - score.falseMasks, score.masks)}, ${((score.falseMasks / score.words) * 1000).toFixed(2)} per 1,000 words), unlabelled words under masks ${score.extraWords}`,
  );
  if (verbose) for (const line of score.lines) console.log(`  ${line}`);
}
