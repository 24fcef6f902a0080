/** Coaching: a note made of an operator's findings, read by the operator, measured afterwards. */

import type { z } from 'zod';
import { type Account, type CoachingNote, identifyFindings, ruleNameSchema } from '#analyzer';
import { KamertonError } from '#platform';
import { coversOperator, operatorsIn, scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { readPlace, writePlace } from '../../desk/page-place.ts';
import { hasSound, personNamer, type ReviewableCall, reviewableCall } from '../../desk/reviewable-call.ts';
import { pushNotices } from '../../desk/tell.ts';
import type {
  coachingEffectSchema,
  coachingListSchema,
  coachingNoteSchema,
  coachingQuerySchema,
  newCoachingNoteSchema,
} from './coaching.schemas.ts';

type NoteView = z.infer<typeof coachingNoteSchema>;
/** Words of a finding, by its id. */
type Words = ReadonlyMap<string, { text: string; replacement: string }>;

/** Days compared on each side of a note. */
const comparedDays = 28;

export function coachingService(deps: DeskDeps) {
  const { desk } = deps;

  const show = async (notes: readonly CoachingNote[], words: Words = new Map()): Promise<NoteView[]> => {
    const calls = await deps.ledger.findMany(notes.flatMap(({ clips }) => clips.map(({ callId }) => callId)));
    const known = new Map(calls.map((call) => [call.id, call]));
    const person = await personNamer(
      deps,
      notes.map(({ author }) => author),
    );
    return notes.map(({ id, operatorId, text, clips, author, createdAt, acknowledgedAt }) => ({
      id,
      operatorId,
      text,
      acknowledgedAt,
      operatorName: clips.map(({ callId }) => known.get(callId)?.metadata.operator?.name).find(Boolean) ?? null,
      clips: clips.map(({ day: _, rule, ...clip }) => {
        const call = known.get(clip.callId);
        return {
          ...clip,
          rule: ruleNameSchema.parse(rule),
          callName: call?.externalId ?? '',
          hasRecording: call !== undefined && hasSound(call),
          text: words.get(clip.findingId)?.text ?? null,
          replacement: words.get(clip.findingId)?.replacement ?? null,
        };
      }),
      by: person(author),
      at: createdAt,
    }));
  };

  /** With the words of its clips, as far as the calls are still there. */
  const showWhole = async (note: CoachingNote): Promise<NoteView> => {
    const words = new Map<string, { text: string; replacement: string }>();
    const calls = await deps.ledger.findMany([...new Set(note.clips.map(({ callId }) => callId))]);
    for (const call of calls) {
      const stored = call.state === 'done' ? await deps.facts.read(call) : null;
      for (const { id, text, replacement } of identifyFindings(call.id, stored?.findings ?? []))
        words.set(id, { text, replacement });
    }
    const [view] = await show([note], words);
    if (view === undefined) throw new KamertonError('internal', 'заметка не читается');
    return view;
  };

  /** A note about somebody out of scope is answered exactly like one that does not exist. */
  const findOrFail = async (id: string, account: Account): Promise<CoachingNote> => {
    const note = await desk.coaching.find(id);
    if (note === null || !coversOperator(scopeOf(account), note.operatorId))
      throw new KamertonError('not_found', 'такой заметки нет');
    return note;
  };

  return {
    async list(
      { limit, cursor, operator }: z.output<typeof coachingQuerySchema>,
      account: Account,
    ): Promise<z.infer<typeof coachingListSchema>> {
      const operators = operatorsIn(scopeOf(account), operator);
      const found = await desk.coaching.list(operators, limit + 1, readPlace(cursor));
      const notes = found.slice(0, limit);
      const last = notes.at(-1);
      return {
        items: await show(notes),
        nextCursor: found.length > limit && last ? writePlace({ at: last.createdAt, id: last.id }) : null,
      };
    },

    read: async (id: string, account: Account): Promise<NoteView> => showWhole(await findOrFail(id, account)),

    async write(body: z.output<typeof newCoachingNoteSchema>, account: Account): Promise<NoteView> {
      const { id, operatorId, text } = body;
      const calls = new Map<string, ReviewableCall>();
      for (const callId of new Set(body.clips.map((clip) => clip.callId)))
        calls.set(callId, await reviewableCall(deps, callId, scopeOf(account)));
      const clips = body.clips.map(({ callId, findingId }) => {
        const whole = calls.get(callId);
        const finding = whole?.reviewed.findings.find((one) => one.id === findingId);
        if (whole === undefined || finding === undefined)
          throw new KamertonError('not_found', 'такой находки в звонке нет; обновите страницу');
        if (whole.call.metadata.operator?.id !== operatorId)
          throw new KamertonError('bad_input', 'находка из звонка другого оператора: в заметку идут звонки одного');
        const { rule, entry, start, end } = finding;
        return { callId, day: whole.call.day, findingId, rule, entry, start, end };
      });
      const told = (await desk.people.accountsOfOperator(operatorId)).map((recipient) => ({
        recipient,
        kind: 'coaching_written' as const,
        subject: id,
        link: `/coaching/${id}`,
        values: { by: account.name, count: clips.length },
      }));
      const note = await desk.coaching.write({ id, operatorId, author: account.id, text, clips }, () => told);
      await pushNotices(deps, told);
      return showWhole(note);
    },

    async acknowledge(id: string, account: Account): Promise<NoteView> {
      const note = await findOrFail(id, account);
      const told = [
        {
          recipient: note.author,
          kind: 'coaching_acknowledged' as const,
          subject: id,
          link: `/coaching/${id}`,
          values: { by: account.name },
        },
      ];
      const read = await desk.coaching.acknowledge(id, account.operatorId ?? '', account.id, told);
      await pushNotices(deps, told);
      return showWhole(read);
    },

    async effect(id: string, account: Account): Promise<z.infer<typeof coachingEffectSchema>> {
      const note = await findOrFail(id, account);
      const rules = [...new Set(note.clips.map(({ rule }) => ruleNameSchema.parse(rule)))];
      const effect = await desk.effectOf(note, comparedDays, scopeOf(account));
      return { noteId: id, days: comparedDays, rules, effect };
    },
  };
}
