/** Changes of drafts: an item comes, changes or goes, a file is loaded, a draft is brought to a newer version. Pure. */
import {
  compareFiles,
  type ItemChange,
  type ItemPlace,
  keyOfItem,
  LexiconError,
  type LexiconFiles,
  type LexiconItem,
  lexiconFilesSchema,
  lexiconText,
  putItem,
  removeItem,
} from '#lexicons';
import { KamertonError } from '#platform';

export type DraftChange =
  | { kind: 'put'; place: ItemPlace; fields: LexiconItem['fields'] }
  | { kind: 'remove'; place: ItemPlace & { id: string } }
  | { kind: 'load'; file: string; bytes: Uint8Array };

/**
 * The files after a change.
 * @throws KamertonError `bad_lexicon` with the cause, `not_found` for a file that the draft does not have
 */
export function changeFiles(files: LexiconFiles, change: DraftChange): LexiconFiles {
  const file = change.kind === 'load' ? change.file : change.place.file;
  const text = files[file];
  if (text === undefined) throw new KamertonError('not_found', `файла словарей «${file}» в черновике нет`);
  return inWords(() => {
    const next =
      change.kind === 'load'
        ? lexiconText(change.bytes, file)
        : change.kind === 'put'
          ? putItem(text, change.place, change.fields)
          : removeItem(text, change.place);
    // A file that cannot be read at all would leave the trainer with nothing to mend.
    if (change.kind === 'load') compareFiles({ [file]: next }, {});
    return lexiconFilesSchema.parse({ ...files, [file]: next });
  });
}

/**
 * A draft's own changes put onto a newer version, item by item.
 * @throws KamertonError `conflict` that names what both have changed
 */
export function rebaseFiles(base: LexiconFiles, draft: LexiconFiles, newer: LexiconFiles): LexiconFiles {
  const key = ({ file, set, id }: ItemChange) => `${file}\n${keyOfItem(file, { set, id })}`;
  const theirs = new Map(compareFiles(base, newer).map((change) => [key(change), change]));
  return compareFiles(base, draft).reduce((files, change) => {
    const other = theirs.get(key(change));
    const same = JSON.stringify(other?.after) === JSON.stringify(change.after);
    if (other && same) return files;
    if (other) {
      throw new KamertonError(
        'conflict',
        `запись «${change.id || change.file}» (${change.file}) изменена и в черновике, и в новой версии; верните её в черновике, как было, и внесите снова`,
      );
    }
    const place = { file: change.file, set: change.set, id: change.id };
    if (change.after === null) return changeFiles(files, { kind: 'remove', place });
    const put = { ...place, id: change.before === null ? null : change.id };
    return changeFiles(files, { kind: 'put', place: put, fields: change.after });
  }, newer);
}

/** Lexicon errors as errors for people. */
function inWords<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof LexiconError)) throw error;
    const message = error.line === 0 ? error.message.replace(/^.*?:0: /, '') : error.message;
    throw new KamertonError('bad_lexicon', message, { cause: error });
  }
}
