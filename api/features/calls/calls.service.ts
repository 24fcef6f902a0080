/** Reading calls: the ledger says where each stands, the facts what was found; the scope decides who may know. */

import type { z } from 'zod';
import { type CallScope, type LedgerCall, mediaTypeBytes, mediaTypeOf, type Ranking } from '#analyzer';
import { boundedMap, KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { type CurrentScore, currentScores, scoreTables } from '../../desk/current-scores.ts';
import { type WrittenAnswer, writtenAnswer } from '../../shapes/written-answer.ts';
import {
  type CallDetails,
  type CallList,
  type CallSummary,
  type callListQuerySchema,
  callListSchema,
} from './calls.schemas.ts';
import type { Sound } from './send-sound.ts';

/** Which calls a list holds. */
export type CallsFilter = Pick<ListQuery, 'state' | 'operator' | 'order'>;
type ListQuery = z.output<typeof callListQuerySchema>;

const mostTypes = 2_000;
/** Pages of the list that are kept as they were written, about 20 KB each. */
const mostLists = 100;

export type CallsService = ReturnType<typeof callsService>;

type CallsDeps = Pick<
  ApiDeps,
  'ledger' | 'facts' | 'screens' | 'recordings' | 'unmasked' | 'uncheckedSound' | 'desk' | 'whileUnchanged'
>;

export function callsService(deps: CallsDeps) {
  /** A call out of scope is answered exactly like one that does not exist. */
  const findOrFail = async (id: string, scope: CallScope): Promise<LedgerCall> => {
    const call = await deps.ledger.find(id, scope);
    if (call === null) throw new KamertonError('not_found', 'такого звонка нет');
    return call;
  };

  /** Whether something is hidden in the call's words. Before that is known nobody hears it, unless the settings say so. */
  const isMasked = async (call: LedgerCall): Promise<boolean> => {
    const masks = call.state === 'done' ? await deps.unmasked.masks(call) : null;
    if (masks === null && deps.uncheckedSound !== true) throw notLookedThrough();
    return (masks ?? 0) > 0;
  };

  /** What is there of a recording: `whole` is the copy made for browsers, else the recording; `beeped` hides personal data. */
  const storedSound = async (recording: string): Promise<{ whole: string | null; beeped: string | null }> => {
    const names = [`${recording}.play`, recording, `${recording}.beep`] as const;
    const [play, plain, beep] = await Promise.all(names.map((name) => deps.recordings.has(name)));
    return { whole: play ? names[0] : plain ? names[1] : null, beeped: beep ? names[2] : null };
  };

  /** Media types by name and length of the file: a player asks for piece after piece, the beginning says the type. */
  const types = boundedMap<string>(mostTypes);
  const typeOf = async (name: string, file: Sound['file']): Promise<string> => {
    const key = `${name} ${file.bytes}`;
    const type = types.get(key) ?? mediaTypeOf(await firstBytes(file, mediaTypeBytes));
    types.set(key, type);
    return type;
  };

  const these = async (ids: string, scope: CallScope) => {
    const items = await deps.ledger.findMany([...new Set(ids.split(','))], scope);
    return { items, nextCursor: null, total: items.length };
  };

  /** Only what is judged has figures: calls in other states are not among them. */
  const ranked = async (order: Ranking, { state, ...page }: Omit<ListQuery, 'ids' | 'order'>, scope: CallScope) => {
    if (state !== undefined && state !== 'done')
      throw new KamertonError('bad_input', 'по этому столбцу можно упорядочить только готовые звонки');
    const [{ ids, nextCursor }, { total }] = await Promise.all([
      deps.screens.ranked(scope, order, page),
      deps.ledger.page({ scope, state: 'done', operator: page.operator, limit: 1 }),
    ]);
    const found = new Map((await deps.ledger.findMany(ids, scope)).map((call) => [call.id, call]));
    return { items: ids.flatMap((id) => found.get(id) ?? []), nextCursor, total };
  };

  const page = async ({ ids, order, ...selection }: ListQuery, scope: CallScope): Promise<CallList> => {
    const found =
      ids !== undefined
        ? await these(ids, scope)
        : order === 'newest' || order === 'oldest'
          ? await deps.ledger.page({ scope, ...selection, oldestFirst: order === 'oldest' })
          : await ranked(order, selection, scope);
    const scores = await currentScores(deps, found.items);
    return {
      items: found.items.map((call) => summarize(call, scores.get(call.id) ?? null)),
      nextCursor: found.nextCursor,
      total: found.total,
    };
  };

  const lists = deps.whileUnchanged<WrittenAnswer<CallList>>(scoreTables, mostLists);

  return {
    findOrFail,

    /** A page of calls, read anew. */
    page,

    /** The same as it is written, for everybody of one scope. */
    list: (query: ListQuery, scope: CallScope): Promise<WrittenAnswer<CallList>> =>
      lists(JSON.stringify([scope, query]), async () => writtenAnswer(callListSchema, await page(query, scope))),

    async details(id: string, scope: CallScope): Promise<CallDetails> {
      const call = await findOrFail(id, scope);
      const stored = call.state === 'done' ? await deps.facts.read(call) : null;
      const hasPeaks = call.recording !== null && (await deps.recordings.has(peaksOf(call.recording)));
      const recordingDeleted = call.recordingDeletedAt !== null;
      if (stored === null) return { ...summarize(call, null), hasPeaks, recordingDeleted, analysis: null };
      const certain = stored.findings.filter((finding) => finding.certain).length;
      const score = {
        score: stored.score,
        machineScore: stored.score,
        findings: certain,
        unsure: stored.findings.length - certain,
        fatal: stored.fatal,
      };
      const { run: _, analysisId: __, transcriptId: ___, ...analysis } = stored;
      return { ...summarize(call, score), hasPeaks, recordingDeleted, analysis };
    },

    /**
     * The sound to play: without personal data, unless the listener may hear it; then the copy made for browsers, otherwise
     * the original.
     */
    async sound(id: string, scope: CallScope, mayUnmask: boolean): Promise<Sound> {
      const call = await findOrFail(id, scope);
      if (call.recording === null)
        throw new KamertonError('not_found', 'у этого звонка нет записи: пришла только расшифровка');
      const { whole, beeped } = await storedSound(call.recording);
      if (whole === null) throw new KamertonError('not_found', 'запись удалена по сроку хранения');
      const hidden = !mayUnmask && (await isMasked(call));
      const name = hidden ? beeped : whole;
      if (name === null) throw notLookedThrough();
      const file = await deps.recordings.open(name);
      return { file, type: await typeOf(name, file) };
    },

    /** Path of the stored peaks of a recording. */
    async peaksPath(id: string, scope: CallScope, mayUnmask: boolean): Promise<string> {
      const call = await findOrFail(id, scope);
      if (call.recording === null || !(await deps.recordings.has(peaksOf(call.recording)))) {
        throw new KamertonError('not_found', 'форма волны ещё не готова');
      }
      const beeped = peaksOf(`${call.recording}.beep`);
      const hidden = !mayUnmask && (await deps.recordings.has(beeped));
      return deps.recordings.path(hidden ? beeped : peaksOf(call.recording));
    },
  };
}

const notLookedThrough = () =>
  new KamertonError(
    'conflict',
    'в записи ещё не скрыты личные данные: звук будет доступен, когда звонок обработан (администратору: kamerton privacy apply)',
  );

async function firstBytes(file: Sound['file'], count: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of file.read(0, Math.min(count, file.bytes) - 1)) parts.push(part);
  return Buffer.concat(parts);
}

/** Name of a recording's stored wave form. */
const peaksOf = (recording: string): string => `${recording}.peaks`;

function summarize(call: LedgerCall, score: CurrentScore | null): CallSummary {
  return {
    id: call.id,
    externalId: call.externalId,
    operatorId: call.metadata.operator?.id ?? null,
    operatorName: call.metadata.operator?.name ?? null,
    direction: call.metadata.direction ?? null,
    startedAt: call.metadata.started_at ?? null,
    receivedAt: call.receivedAt,
    duration: call.duration,
    state: call.state,
    stage: call.stage,
    error: call.error,
    hasRecording: call.recording !== null && call.recordingDeletedAt === null,
    score: score?.score ?? null,
    machineScore: score?.machineScore ?? null,
    findings: score?.findings ?? null,
    unsure: score?.unsure ?? null,
    fatal: (score?.fatal.length ?? 0) > 0,
  };
}
