/** `kamerton lexicon diff`: what a change of lexicons would flag in real calls. */
import { compareFindings, type FindingChange } from '../rules/compare-findings.ts';
import { readArguments, UsageError } from './arguments.ts';
import { rulebookOf } from './lexicon-folder.ts';
import { readCalls } from './read-calls.ts';
import { tableOf } from './table.ts';
import { writeOut } from './write-out.ts';

/**
 * Prints every finding that appears or goes, with its sentence, then the counts by entry.
 * @returns 0; 1 when a folder has errors or some call could not be read (the others are compared)
 * @throws UsageError for wrong arguments
 */
export async function lexiconDiff(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { calls: { type: 'string', multiple: true } });
  const [before, after] = positionals;
  if (before === undefined || after === undefined || positionals.length > 2 || !values.calls?.length) {
    throw new UsageError('нужны две папки и звонки: lexicon diff СТАРАЯ НОВАЯ --calls ФАЙЛ.jsonl');
  }
  const rulebooks = [await rulebookOf(before), await rulebookOf(after)] as const;
  if (!rulebooks[0] || !rulebooks[1]) return 1;
  const counts = new Map<string, { added: number; removed: number }>();
  let compared = 0;
  let failed = 0;
  for (const file of values.calls) {
    for await (const item of readCalls(file)) {
      if ('error' in item) {
        failed += 1;
        process.stderr.write(`${item.source}: ${item.error}\n`);
        continue;
      }
      compared += 1;
      for (const change of compareFindings(item.call, rulebooks[0], rulebooks[1])) {
        const count = counts.get(change.finding.entry) ?? { added: 0, removed: 0 };
        count[change.kind] += 1;
        counts.set(change.finding.entry, count);
        await writeOut(changeLine(change));
      }
    }
  }
  await writeOut(summary(counts, compared));
  return failed > 0 ? 1 : 0;
}

function changeLine({ kind, call, finding, sentence }: FindingChange): string {
  const doubt = finding.certain ? '' : ' (под вопросом)';
  const place = `${call}, ${finding.start.toFixed(1).replace('.', ',')} с`;
  return `${kind === 'added' ? '+' : '−'} ${finding.entry}${doubt}  «${finding.text}»  ${place}: ${sentence}\n`;
}

function summary(counts: ReadonlyMap<string, { added: number; removed: number }>, compared: number): string {
  if (counts.size === 0) return `Звонков: ${compared}. Изменений нет.\n`;
  const size = ({ added, removed }: { added: number; removed: number }) => added + removed;
  const rows = [...counts]
    .sort(([a, x], [b, y]) => size(y) - size(x) || (a < b ? -1 : 1))
    .map(([entry, { added, removed }]) => [entry, `+${added}`, `−${removed}`]);
  return `\nЗвонков: ${compared}.\n${tableOf([['запись', 'появится', 'пропадёт'], ...rows])}`;
}
