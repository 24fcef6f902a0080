/** `kamerton lexicon`: what trainers do with lexicon files. Each subcommand is a file of its own. */
import { UsageError } from './arguments.ts';

type Subcommand = (args: readonly string[]) => Promise<number>;

const subcommands: Record<string, () => Promise<Subcommand>> = {
  lint: async () => (await import('./lexicon-lint.ts')).lexiconLint,
  test: async () => (await import('./lexicon-test.ts')).lexiconTest,
  diff: async () => (await import('./lexicon-diff.ts')).lexiconDiff,
  'dry-run': async () => (await import('./lexicon-dry-run.ts')).lexiconDryRun,
  apply: async () => (await import('./lexicon-apply.ts')).lexiconApply,
  suggest: async () => (await import('./lexicon-suggest.ts')).lexiconSuggest,
};

/**
 * Runs a subcommand of `kamerton lexicon`.
 * @returns exit code: 0 done, 1 something in the files is wrong
 * @throws UsageError for an unknown subcommand or wrong arguments
 */
export async function lexicon(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (!load) throw new UsageError(`после lexicon нужна команда: ${Object.keys(subcommands).join(', ')}`);
  return (await load())(rest);
}
