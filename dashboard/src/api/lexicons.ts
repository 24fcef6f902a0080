/** /api/lexicons and /api/lexicon-drafts: the trainer's workbench. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import { lexiconsKey, runKey } from './lexicon-keys.ts';
import type { Answer } from './shapes.ts';

export type Lexicons = Answer<'/api/lexicons', 'get'>;
export type LexiconVersion = Lexicons['versions'][number];
export type LexiconDraft = Answer<'/api/lexicon-drafts/{id}', 'get'>;
export type ItemChange = LexiconDraft['changes'][number];
export type LexiconItems = Answer<'/api/lexicons/items', 'get'>;
export type LexiconItem = LexiconItems['items'][number];
export type FileKind = LexiconItems['kind'];
export type Fields = LexiconItem['fields'];
export type RunAnswer = Answer<'/api/lexicon-runs/{id}', 'get'>;
export type LexiconRun = RunAnswer['run'];
export type RunSummary = NonNullable<RunAnswer['summary']>;
export type Suggestions = Answer<'/api/lexicons/suggestions', 'get'>;
export type SecondPerson = Lexicons['secondPerson']['setting'];

/** An item as it is being written. */
export interface SoughtItem {
  file: string;
  set: string;
  id: string | null;
  fields: Fields;
}

export const readLexicons = queryOptions({
  queryKey: [...lexiconsKey, 'all'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/lexicons', { signal })),
});

export const readDraft = (id: string) =>
  queryOptions({
    queryKey: [...lexiconsKey, 'draft', id],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/lexicon-drafts/{id}', { params: { path: { id } }, signal })),
  });

/** @param seen version of a draft: its items change with it */
export const readItems = (source: string, file: string, seen = 0) =>
  queryOptions({
    queryKey: [...lexiconsKey, 'items', source, file, seen],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/lexicons/items', { params: { query: { source, file } }, signal })),
  });

export const compareLexicons = (from: string, to: string) =>
  queryOptions({
    queryKey: [...lexiconsKey, 'compare', from, to],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/lexicons/compare', { params: { query: { from, to } }, signal })),
  });

const askForRun =
  (id: string) =>
  async ({ signal }: { signal: AbortSignal }) =>
    bodyOf(await client.GET('/api/lexicon-runs/{id}', { params: { path: { id } }, signal }));

export const readRun = (id: string) => queryOptions({ queryKey: runKey(id), queryFn: askForRun(id) });

/** What came of the run; asked apart from how far it is, because every word of the live connection about that begins the wait for the next question anew. */
export const readRunResult = (id: string) =>
  queryOptions({
    queryKey: [...runKey(id), 'result'],
    queryFn: askForRun(id),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data.run) ? 3_000 : false),
  });

const moving: ReadonlySet<LexiconRun['state']> = new Set(['waiting', 'running', 'stopping']);

/** Whether the run is on its way or will be. */
export const isMoving = (run: LexiconRun): boolean => moving.has(run.state);

export const readSuggestions = queryOptions({
  queryKey: [...lexiconsKey, 'suggestions'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/lexicons/suggestions', { signal })),
});

export const listProposals = queryOptions({
  queryKey: [...lexiconsKey, 'proposals'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/exception-proposals', { signal })),
});

export const helpWithItem = (draft: string, seen: number, item: SoughtItem) =>
  queryOptions({
    queryKey: [...lexiconsKey, 'help', draft, seen, item],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      bodyOf(
        await client.POST('/api/lexicon-drafts/{id}/help', { params: { path: { id: draft } }, body: item, signal }),
      ),
  });

export const countItem = (draft: string, seen: number, item: SoughtItem, calls: number) =>
  queryOptions({
    queryKey: [...lexiconsKey, 'count', draft, seen, item, calls],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      bodyOf(
        await client.POST('/api/lexicon-drafts/{id}/count', {
          params: { path: { id: draft } },
          body: { ...item, calls },
          signal,
        }),
      ).count,
  });

export const createDraft = async (body: { id: string; from: string; comment: string }) =>
  bodyOf(await client.POST('/api/lexicon-drafts', { body }));

const ofDraft = (id: string) => ({ params: { path: { id } } });

export const saveItem = async (draft: string, version: number, item: SoughtItem) =>
  bodyOf(await client.POST('/api/lexicon-drafts/{id}/items', { ...ofDraft(draft), body: { version, ...item } }));

export const removeItem = async (draft: string, version: number, place: { file: string; set: string; id: string }) =>
  bodyOf(
    await client.POST('/api/lexicon-drafts/{id}/items/remove', { ...ofDraft(draft), body: { version, ...place } }),
  );

export const loadFile = async (draft: string, version: number, file: string, base64: string) =>
  bodyOf(await client.PUT('/api/lexicon-drafts/{id}/file', { ...ofDraft(draft), body: { version, file, base64 } }));

export const rebaseDraft = async (draft: string, version: number) =>
  bodyOf(await client.POST('/api/lexicon-drafts/{id}/rebase', { ...ofDraft(draft), body: { version } }));

export async function discardDraft(draft: string, version: number): Promise<void> {
  await client.POST('/api/lexicon-drafts/{id}/discard', { ...ofDraft(draft), body: { version } });
}

export const publishDraft = async (draft: string, version: number, comment: string) =>
  bodyOf(await client.POST('/api/lexicon-drafts/{id}/publish', { ...ofDraft(draft), body: { version, comment } }));

export const startDryRun = async (draft: string) =>
  bodyOf(await client.POST('/api/lexicon-drafts/{id}/dry-run', ofDraft(draft)));

export const startSuggestions = async () => bodyOf(await client.POST('/api/lexicons/suggestions'));

export async function moveRun(id: string, step: 'stop' | 'resume'): Promise<LexiconRun> {
  return step === 'stop'
    ? bodyOf(await client.POST('/api/lexicon-runs/{id}/stop', ofDraft(id)))
    : bodyOf(await client.POST('/api/lexicon-runs/{id}/resume', ofDraft(id)));
}

export const restoreVersion = async (number: number, seq: number, comment: string) =>
  bodyOf(
    await client.POST('/api/lexicons/versions/{number}/restore', {
      params: { path: { number: String(number) } },
      body: { seq, comment },
    }),
  );

export const setSecondPerson = async (secondPerson: SecondPerson) =>
  bodyOf(await client.PUT('/api/lexicons/settings', { body: { secondPerson } }));

export async function closeProposal(id: string, state: 'done' | 'declined'): Promise<void> {
  await client.PATCH('/api/exception-proposals/{id}', { ...ofDraft(id), body: { state } });
}

/** Address of a file as it stands in lexicons/. */
export const fileUrl = (source: string, file: string): string =>
  `/api/lexicons/file?source=${source}&file=${encodeURIComponent(file)}`;
