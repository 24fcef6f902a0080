/** The trainer's workbench: drafts, versions and what is in force, help while an entry is written, runs over history. */
import { randomUUID } from 'node:crypto';
import { advisoryRows, compareFiles, type ItemChange, LexiconError, type LexiconFiles } from '#lexicons';
import { hashPlain, KamertonError, sharedFor } from '#platform';
import { loadMorphology } from '../language/morphology.ts';
import type { RescoreSummary } from '../rescore/rescore-summary.ts';
import { judgeSourceOf } from '../scoring/judge-call.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { type DismissedWords, dismissedWords } from '../storage/state/dismissed-words.ts';
import { type LexiconDraft, lexiconDrafts } from '../storage/state/lexicon-drafts.ts';
import { type LexiconRun, lexiconRuns } from '../storage/state/lexicon-runs.ts';
import { type AlsoWritten, type LexiconVersion, lexiconVersions } from '../storage/state/lexicon-versions.ts';
import { changeFiles, type DraftChange, rebaseFiles } from './change-draft.ts';
import { contentOf, filesOf, programFiles } from './content.ts';
import { countRecent, type RecentCount } from './count-recent.ts';
import { type DraftReading, draftReadings } from './draft-reading.ts';
import { type EntryHelp, entryHelp } from './entry-help.ts';
import { entryOfItem, type SoughtItem } from './entry-of-item.ts';
import type { Judging } from './in-force.ts';
import type { Suggestions } from './suggest-worker.ts';

export interface WorkbenchParts {
  database: StateDatabase;
  judging: Judging;
  runs: Pick<StoredRuns, 'recent' | 'read' | 'vocabulary'>;
  /** Puts a run in the queue. */
  enqueue(runId: string): Promise<void>;
  clock?: (() => Date) | undefined;
}

/** Whose texts are meant: a draft, a published version, or the lexicons of the program. */
export type TextSource = { draft: string } | { version: number } | 'program';

export type Workbench = ReturnType<typeof openWorkbench>;

/** Word forms of calls are asked for again after this long. */
const formsKeptMs = 10 * 60_000;
const programAuthor = 'kamerton';

/** The workbench over open stores. */
export function openWorkbench({ database, judging, runs: stored, enqueue, clock }: WorkbenchParts) {
  const drafts = lexiconDrafts(database, clock);
  const versions = lexiconVersions(database, clock);
  const runs = lexiconRuns(database, clock);
  const readingOf = draftReadings(loadMorphology);
  const vocabulary = sharedFor(formsKeptMs, () => stored.vocabulary());

  const findDraft = async (id: string): Promise<LexiconDraft> => {
    const draft = await drafts.find(id);
    if (draft === null) throw new KamertonError('not_found', 'такого черновика словарей нет');
    return draft;
  };
  const contentOfVersion = async (number: number): Promise<string> => {
    const version = await versions.find(number);
    if (version !== null) return version.content;
    // Before anything is published the lexicons of the program are version 1.
    if (number === 1 && (await versions.inForce()) === null) return contentOf(programFiles());
    throw new KamertonError('not_found', `версии словарей ${number} нет`);
  };
  const contentOfBase = (base: number | null) => (base === null ? contentOf(programFiles()) : contentOfVersion(base));
  const contentFrom = async (source: TextSource): Promise<string> => {
    if (source === 'program') return contentOf(programFiles());
    return 'draft' in source ? (await findDraft(source.draft)).content : contentOfVersion(source.version);
  };
  const read = async (source: TextSource): Promise<DraftReading> => {
    const content = await contentFrom(source);
    return readingOf({ content, sha256: hashPlain(content) });
  };
  const start = async (run: Parameters<typeof runs.add>[0]): Promise<LexiconRun> => {
    const added = await runs.add(run);
    await enqueue(added.id);
    return added;
  };
  /**
   * History follows the version that is in force now: its re-score is asked for in one piece with the publication, so that no
   * crash comes between them. What was on its way to an older version stops.
   */
  const withRescore = async (
    actor: string,
    publish: (also: AlsoWritten) => Promise<LexiconVersion>,
  ): Promise<LexiconVersion> => {
    const id = randomUUID();
    const version = await publish(({ number, sha256 }) => [
      runs.addStep({ id, kind: 'rescore', draftId: null, number, sha256, actor }),
    ]);
    const older = (await runs.unfinished()).filter((run) => run.kind === 'rescore' && run.id !== id);
    for (const run of older) await runs.stop(run.id);
    await enqueue(id);
    return version;
  };

  return {
    drafts,
    runs,
    versions,
    read,

    /** The number of the version in force (1 while the lexicons of the program are), and its activation. */
    async inForce(): Promise<{ seq: number; number: number; published: boolean; lexicon: string; scorecard: string }> {
      const { seq, number, source } = await judging.inForce();
      const { lexicon, scorecard } = source.versions;
      return { seq, number: number ?? 1, published: number !== null, lexicon, scorecard };
    },

    /** True when the program ships other lexicons than those its first version was made from. */
    async programDiffers(): Promise<boolean> {
      const first = await versions.find(1);
      return first !== null && first.sha256 !== hashPlain(contentOf(programFiles()));
    },

    /** @throws KamertonError `not_found` when there is no such source; `conflict` when the id is that of another draft */
    async createDraft(id: string, from: TextSource, author: string, comment: string): Promise<LexiconDraft> {
      const { number } = await judging.inForce();
      return drafts.create({ id, base: number, content: await contentFrom(from), author, comment });
    },

    /** @throws KamertonError `bad_lexicon` with the cause, `conflict` when somebody changed the draft meanwhile */
    async changeDraft(id: string, seen: number, actor: string, change: DraftChange): Promise<LexiconDraft> {
      const draft = await findDraft(id);
      // What somebody else wrote meanwhile comes before what is wrong with the change.
      const current = draft.version === seen && draft.state === 'editing';
      const content = current ? contentOf(changeFiles(filesOf(draft.content), change)) : draft.content;
      return drafts.save(id, seen, actor, { content, comment: draft.comment });
    },

    /** Puts the draft's changes onto the version in force. Throws as `changeDraft`. */
    async rebase(id: string, seen: number, actor: string): Promise<LexiconDraft> {
      const draft = await findDraft(id);
      const { number } = await judging.inForce();
      const [base, newer] = [await contentOfBase(draft.base), await contentOfBase(number)];
      const content = contentOf(rebaseFiles(filesOf(base), filesOf(draft.content), filesOf(newer)));
      return drafts.save(id, seen, actor, { content, comment: draft.comment, base: number });
    },

    /** Item by item, what the second has other than the first. */
    async compare(from: TextSource, to: TextSource): Promise<ItemChange[]> {
      return compareFiles(filesOf(await contentFrom(from)), filesOf(await contentFrom(to)));
    },

    /** What only advises now and would count again by a version. */
    async liftedBy(number: number): Promise<string[]> {
      const { number: current } = await judging.inForce();
      const then = new Set(advisoryRows(filesOf(await contentOfVersion(number))).map(({ entry }) => entry));
      const now = advisoryRows(filesOf(await contentOfBase(current)));
      return now.flatMap(({ entry }) => (then.has(entry) ? [] : [entry]));
    },

    /** What a draft changes in the version that it was made from. */
    async changesOf({ base, content }: LexiconDraft): Promise<ItemChange[]> {
      return compareFiles(filesOf(await contentOfBase(base)), filesOf(content));
    },

    async textOf(source: TextSource, file: string): Promise<string> {
      const files: LexiconFiles = filesOf(await contentFrom(source));
      const text = files[file];
      if (text === undefined) throw new KamertonError('not_found', `файла словарей «${file}» нет`);
      return text;
    },

    async help(draftId: string, sought: SoughtItem): Promise<EntryHelp> {
      return entryHelp(sought, await read({ draft: draftId }), await vocabulary(), await loadMorphology());
    },

    /** Null for items without patterns and patterns that cannot be read. */
    async count(draftId: string, sought: SoughtItem, calls: number): Promise<RecentCount | null> {
      const { lexicons } = (await read({ draft: draftId })).reading;
      const entry = entryOfItem(sought);
      if (entry === null) return null;
      try {
        return await countRecent(stored, entry, lexicons, await vocabulary(), await loadMorphology(), calls);
      } catch (error) {
        if (error instanceof LexiconError) return null;
        throw error;
      }
    },

    /** @throws KamertonError `bad_lexicon` for a draft with errors: what it would do cannot be told */
    async startDryRun(draftId: string, actor: string): Promise<LexiconRun> {
      const draft = await findDraft(draftId);
      await refuseErrors(await read({ draft: draftId }));
      for (const { id, kind, draftId: of } of await runs.unfinished()) {
        if (kind === 'dry_run' && of === draftId) await runs.stop(id);
      }
      return start({ kind: 'dry_run', draftId, number: null, sha256: draft.sha256, actor });
    },

    async startSuggestions(actor: string): Promise<LexiconRun> {
      const under = (await runs.unfinished()).find(({ kind }) => kind === 'suggest');
      return under ?? start({ kind: 'suggest', draftId: null, number: null, sha256: '', actor });
    },

    /**
     * Publishes a draft and begins to re-score history by it.
     * @param also what is written in one piece with the version
     * @throws KamertonError `bad_lexicon` with the first error, `conflict` when something has changed meanwhile
     */
    async publish(
      id: string,
      seen: number,
      actor: string,
      comment: string,
      also: AlsoWritten = () => [],
    ): Promise<LexiconVersion> {
      const draft = await findDraft(id);
      const active = await judging.inForce();
      if (draft.base !== active.number) {
        const message = `пока черновик писали, вышла версия ${active.number ?? 1}; перенесите правки на неё и проверьте ещё раз`;
        throw new KamertonError('conflict', message);
      }
      if (compareFiles(filesOf(await contentOfBase(draft.base)), filesOf(draft.content)).length === 0) {
        throw new KamertonError('bad_input', 'черновик ничего не меняет: публиковать нечего');
      }
      await refuseErrors(await read({ draft: id }));
      const { versions: stamps } = judgeSourceOf(filesOf(draft.content));
      const first = {
        content: contentOf(programFiles()),
        author: programAuthor,
        comment: '',
        stamps: active.source.versions,
      };
      const seenNow = { draft: seen, activation: active.seq };
      return withRescore(actor, (run) =>
        versions.publish(id, seenNow, actor, comment, stamps, first, (made) => [...run(made), ...also(made)]),
      );
    },

    /** Publishes an earlier content as a new version; history goes back with it, figure by figure. */
    async restore(number: number, seenActivation: number, actor: string, comment: string): Promise<LexiconVersion> {
      return withRescore(actor, (run) => versions.restore(number, seenActivation, actor, comment, run));
    },

    async stop(runId: string): Promise<LexiconRun> {
      const run = await runs.stop(runId);
      if (run === null) throw new KamertonError('conflict', 'прогон уже закончен');
      return run;
    },

    async resume(runId: string): Promise<LexiconRun> {
      const run = await runs.resume(runId);
      if (run === null) throw new KamertonError('conflict', 'прогон не остановлен: продолжать нечего');
      await enqueue(run.id);
      return run;
    },

    /** Runs that no queue may know of: Redis was lost, or a process ended before it said so. */
    async requeue(): Promise<void> {
      for (const { id } of await runs.unfinished()) await enqueue(id);
    },

    async summaryOf(runId: string): Promise<RescoreSummary | null> {
      return (await runs.resultOf(runId)) as RescoreSummary | null;
    },

    async suggestionsOf(runId: string): Promise<Suggestions | null> {
      return (await runs.resultOf(runId)) as Suggestions | null;
    },

    dismissed: (): Promise<DismissedWords[]> => dismissedWords(database),
  };
}

/** Own examples that do not hold, unreadable patterns, look-alikes: nothing of it is ever put in force. */
async function refuseErrors(draft: DraftReading): Promise<void> {
  const errors = draft.problems().filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const others = errors.length > 1 ? `; всего ошибок: ${errors.length}` : '';
  throw new KamertonError('bad_lexicon', `${first.file}:${first.line}: ${first.message}${others}`);
}
