/** `kamerton lexicon apply`: puts the files of a folder in the place of the running lexicons, all checked first. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultFolder, LexiconError, lexiconFiles, loadLexicons, replaceFiles } from '#lexicons';
import { readArguments, UsageError } from './arguments.ts';
import { rulebookOf } from './lexicon-folder.ts';
import { writeOut } from './write-out.ts';

/**
 * Checks the running lexicons with the folder's files laid over them; only when no error is left are the files replaced,
 * each one at once (written aside, flushed to disk, renamed). Files that the folder lacks stay.
 * @param running the lexicons that are replaced
 * @returns 0 when they were, 1 when something is wrong and nothing was touched
 * @throws UsageError for wrong arguments
 */
export async function lexiconApply(args: readonly string[], running: string = defaultFolder): Promise<number> {
  const { positionals } = readArguments(args, {});
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new UsageError('нужна папка: lexicon apply ПАПКА');
  const files = lexiconFiles(folder);
  if (files.length === 0) {
    process.stderr.write(`${folder}: нет файлов словарей (lists.yaml, words/*.csv, rules/*.yaml, phrases/*.yaml)\n`);
    return 1;
  }
  const trial = await mkdtemp(join(tmpdir(), 'kamerton-lexicons-'));
  try {
    await cp(running, trial, { recursive: true });
    for (const file of files) await cp(join(folder, file), join(trial, file));
    if (!(await rulebookOf(trial))) return 1;
    replaceFiles(trial, running, files);
    await writeOut(`Заменено файлов: ${files.length}. Версия словарей: ${loadLexicons(running).version}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof LexiconError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}
