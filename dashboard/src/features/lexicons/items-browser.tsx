/** The files of a set of lexicons and the items of one of them: looked through, found, and in a draft changed. */
import { Button, NativeSelect, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fileUrl, type LexiconItem, readItems } from '../../api/lexicons.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { ScrollTable } from '../../components/scroll-table.tsx';
import page from '../../components/tabbed-page.module.css';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { valueText } from './changes-list.tsx';
import { useFileTitle } from './file-title.ts';
import { type EditedItem, ItemDialog } from './item-dialog.tsx';
import classes from './lexicons.module.css';
import type { VersionSearch } from './lexicons-search.ts';
import { UploadFile } from './upload-file.tsx';

export interface KnownFile {
  file: string;
  items?: number;
  changes?: number;
}

const names = (folder: string, ending: string, list: string) =>
  list.split(' ').map((name) => ({ file: `${folder}/${name}.${ending}` }));

/** What a published version holds. */
export const knownFiles: readonly KnownFile[] = [
  ...names('rules', 'yaml', 'argument ask_repeat banned_opener blame colloquial comparison diminutive excuse filler'),
  ...names('rules', 'yaml', 'imperative indifference informal_you irritant jargon reputation rude'),
  ...names('words', 'csv', 'diminutives rude colloquial jargon aliases'),
  ...names('phrases', 'yaml', 'opening service account refusal transfer conflict closing noise'),
  ...[{ file: 'lists.yaml' }, { file: 'scorecard.yaml' }],
];

/** What is changed most stands first. */
const folders = ['rules', 'words', 'phrases', 'lists.yaml', 'scorecard.yaml'];
const placeOf = (file: string): number => folders.indexOf(file.split('/')[0] ?? '');

interface ItemsBrowserProps {
  source: string;
  /** Version of a draft; 0 for what does not change. */
  seen: number;
  files: readonly KnownFile[];
  search: VersionSearch;
  onSearch: (search: VersionSearch) => void;
  /** Set: items may be changed. */
  draft?: string | undefined;
}

export function ItemsBrowser(props: ItemsBrowserProps) {
  const { source, seen, search, onSearch, draft } = props;
  const files = props.files.toSorted((a, b) => placeOf(a.file) - placeOf(b.file) || (a.file < b.file ? -1 : 1));
  const words = useLexiconTexts();
  const titleOf = useFileTitle();
  const small = useMediaQuery('(max-width: 48em)');
  const file = files.some((one) => one.file === search.file) ? (search.file ?? '') : (files[0]?.file ?? '');
  const open = (next: string) => onSearch({ ...search, file: next, q: undefined, miss: undefined });
  return (
    <div className={classes.columns}>
      {small ? (
        <NativeSelect
          label={words.file}
          value={file}
          data={files.map((one) => ({ value: one.file, label: titleOf(one.file) }))}
          onChange={(event) => open(event.currentTarget.value)}
        />
      ) : (
        <nav className={classes.files} aria-label={words.files}>
          {files.map((one) => (
            <a
              key={one.file}
              href={`?file=${one.file}`}
              className={classes.file}
              aria-current={one.file === file ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                open(one.file);
              }}
            >
              <span>{titleOf(one.file)}</span>
              {one.items !== undefined && (
                <span className={classes.count}>
                  {words.count(one.items)}
                  {(one.changes ?? 0) > 0 && ` · ${words.edits(one.changes ?? 0)}`}
                </span>
              )}
            </a>
          ))}
        </nav>
      )}
      <Items
        key={file}
        {...{ source, seen, file, draft }}
        q={search.q ?? ''}
        proposed={search.miss}
        onSearch={(q) => onSearch({ ...search, q, miss: undefined })}
      />
    </div>
  );
}

interface ItemsProps {
  source: string;
  seen: number;
  file: string;
  draft: string | undefined;
  q: string;
  /** Sentence that the entry named by `q` should not find. */
  proposed: string | undefined;
  onSearch: (q: string | undefined) => void;
}

const pageLength = 100;
const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

function Items({ source, seen, file, draft, q, proposed, onSearch }: ItemsProps) {
  const words = useLexiconTexts();
  const titleOf = useFileTitle();
  const items = useQuery(readItems(source, file, seen));
  const [typed, setTyped] = useState(q);
  const [most, setMost] = useState(pageLength);
  const [chosen, setEdited] = useState<EditedItem | null>(null);
  const keep = useDebouncedCallback((text: string) => onSearch(text === '' ? undefined : text), 300);
  if (items.isPending) return <PageLoader />;
  if (items.isError) return <LoadError error={items.error} onRetry={() => void items.refetch()} />;
  const { kind } = items.data;
  const all = items.data.items.filter(({ id }) => id !== '');
  const found = all.filter(({ id, fields }) => plain(`${id} ${valueText(fields)}`).includes(plain(typed.trim())));
  const sets = [...new Set(all.map(({ set }) => set))];
  // A word that people dismiss: its entry opens with the exception that is proposed.
  const meant = proposed === undefined ? undefined : all.find(({ id }) => id === q);
  const edited = meant === undefined ? chosen : { file, kind, set: meant.set, item: meant, miss: proposed };
  const close = () => {
    setEdited(null);
    if (proposed !== undefined) onSearch(q);
  };
  const addable = draft !== undefined && kind !== 'lists' && kind !== 'scorecard';
  return (
    <div className={classes.list}>
      <div className={page.row}>
        <TextInput
          label={words.search}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            keep(event.currentTarget.value);
          }}
        />
        {addable &&
          sets.map((set) => (
            <Button key={set} onClick={() => setEdited({ file, kind, set, item: null })}>
              {sets.length > 1 ? `${words.addEntry}: ${set}` : words.addEntry}
            </Button>
          ))}
        <Button variant="default" component="a" href={fileUrl(source, file)} download>
          {words.download}
        </Button>
        {draft !== undefined && <UploadFile draft={draft} version={seen} file={file} />}
      </div>
      <Text role="status" className={classes.muted}>
        {found.length === 0 ? words.nothingFound : words.shown(Math.min(most, found.length), all.length)}
      </Text>
      {found.length > 0 && (
        <ScrollTable cards framed label={titleOf(file)}>
          <Table verticalSpacing={6} horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.entry}</Table.Th>
                <Table.Th>{words.item.pattern}</Table.Th>
                <Table.Th>{words.item.replacement}</Table.Th>
                {draft !== undefined && <Table.Th>{words.actions}</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.slice(0, most).map((item) => (
                <Table.Tr key={`${item.set} ${item.id}`}>
                  <Table.Td className={page.wide}>{item.id}</Table.Td>
                  <Table.Td className={classes.pattern}>{saidIn(item)}</Table.Td>
                  <Table.Td className={page.wide}>{valueText(item.fields.replacement)}</Table.Td>
                  {draft !== undefined && (
                    <Table.Td>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={words.editOf(item.id)}
                        onClick={() => setEdited({ file, kind, set: item.set, item })}
                      >
                        {words.editEntry}
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      {found.length > most && (
        <Button variant="default" onClick={() => setMost(most + pageLength)}>
          {words.showMore(Math.min(pageLength, found.length - most))}
        </Button>
      )}
      {edited !== null && draft !== undefined && (
        <ItemDialog draft={draft} version={seen} edited={edited} onClose={close} />
      )}
    </div>
  );
}

/** What an item says, whatever its file calls it. */
function saidIn({ fields }: LexiconItem): string {
  if (fields.title !== undefined) {
    return [fields.title, `${valueText(fields.weight)}`, valueText(fields.limits)].filter(Boolean).join('\n');
  }
  const status = fields.status === 'stop' ? ' (stop)' : '';
  return `${valueText(fields.pattern ?? fields.items ?? fields.means ?? fields.lemma)}${status}`;
}
