/** Calibration: who sees what while people judge blind, and what is shown when they have. */
import type { z } from 'zod';
import {
  type Account,
  type CalibrationAnswer,
  type CalibrationSession,
  type CallScope,
  compareRaters,
  consensusRater,
  judgedSegments,
  machineRater,
  majorityOf,
  ruleNameSchema,
  type StoredAnalysis,
} from '#analyzer';
import { KamertonError } from '#platform';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { findCall, personNamer, reviewableCall } from '../../desk/reviewable-call.ts';
import { inRussianOrder } from '../../shapes/russian-order.ts';
import type { callSheetSchema, newSessionSchema, sessionSchema, sessionsSchema } from './calibration.schemas.ts';

type Needed = Pick<ApiDeps, 'calibrations' | 'desk' | 'ledger' | 'facts' | 'trust'>;

/** A member judges calls of other teams too: the session shows its calls to its members. */
const everyCall = { kind: 'all' } as const;

export function calibrationService(deps: Needed) {
  const { calibrations } = deps;
  const find = async (id: string, account: Account): Promise<CalibrationSession> => {
    const session = await calibrations.find(id);
    const takesPart = session?.owner === account.id || session?.members.some((one) => one.account === account.id);
    if (session === null || !takesPart) throw new KamertonError('not_found', 'такой калибровки нет');
    return session;
  };
  const owned = async (id: string, account: Account): Promise<CalibrationSession> => {
    const session = await find(id, account);
    if (session.owner === account.id) return session;
    throw new KamertonError('forbidden', 'это может только тот, кто начал калибровку');
  };
  const callOf = (session: CalibrationSession, callId: string) => {
    const call = session.calls.find(({ id }) => id === callId);
    if (call === undefined) throw new KamertonError('not_found', 'такого звонка в калибровке нет');
    return call;
  };
  const headOf = (
    session: CalibrationSession,
    account: Account,
    person: (id: string) => { id: string; name: string },
  ) => ({
    id: session.id,
    title: session.title,
    state: session.state,
    owner: person(session.owner),
    createdAt: session.createdAt,
    calls: session.calls.length,
    members: session.members.map(({ account: id, doneAt }) => ({ ...person(id), done: doneAt !== null })),
    mine:
      session.state === 'scoring' && session.members.some((one) => one.account === account.id && one.doneAt === null),
  });
  const idsIn = (sessions: readonly CalibrationSession[]) =>
    sessions.flatMap(({ owner, members }) => [owner, ...members.map(({ account }) => account)]);
  /** Calls of the newest drawings that are in the scope and judged. */
  const drawn = async (count: number, scope: CallScope): Promise<string[]> => {
    const found: string[] = [];
    for (const { id } of await deps.desk.samples.list()) {
      for (const callId of await deps.desk.samples.callsOf(id)) {
        const call = await deps.ledger.find(callId, scope);
        if (call?.state === 'done') found.push(callId);
        if (found.length === count) return found;
      }
    }
    return found;
  };

  /** Who may be invited. */
  const raters = async () =>
    (await Promise.all(['supervisor', 'trainer'].map((role) => deps.desk.people.withRole(role)))).flat();

  return {
    async list(account: Account): Promise<z.infer<typeof sessionsSchema>> {
      const sessions = await calibrations.listOf(account.id);
      const people = await raters();
      const person = await personNamer(deps, [...idsIn(sessions), ...people]);
      return {
        items: sessions.map((session) => headOf(session, account, person)),
        people: people
          .filter((id) => id !== account.id)
          .map(person)
          .sort((a, b) => inRussianOrder(a.name, b.name)),
      };
    },

    /**
     * @throws KamertonError `not_found` for a call out of the owner's scope, `bad_input` when nothing was drawn yet or
     * somebody is invited who may not take part: the answers would wait for them
     */
    async create(input: z.output<typeof newSessionSchema>, account: Account): Promise<string> {
      const scope = scopeOf(account);
      const { id: sessionId, title, members, calls: asked } = input;
      const invitable = new Set(await raters());
      if (members.some((one) => !invitable.has(one)))
        throw new KamertonError(
          'bad_input',
          'приглашать можно супервизоров и тренеров, у которых открыта учётная запись',
        );
      const ids = Array.isArray(asked) ? [...new Set(asked)] : await drawn(asked.drawn, scope);
      const calls = await Promise.all(ids.map((id) => reviewableCall(deps, id, scope)));
      if (calls.length === 0) throw new KamertonError('bad_input', 'случайной выборки ещё нет: выберите звонки сами');
      const machine = calls.map(({ call, stored }) => {
        const answer: CalibrationAnswer = {
          criteria: Object.fromEntries(stored.criteria.map(({ id, outcome }) => [id, outcome])),
          marks: stored.findings.map(({ segment, rule, text }) => ({ segment, rule, quote: text.slice(0, 500) })),
        };
        return { callId: call.id, rater: machineRater, answer, actor: machineRater };
      });
      return calibrations.create(
        {
          id: sessionId,
          title,
          owner: account.id,
          members: [...new Set([account.id, ...members])],
          calls: calls.map(({ call }) => ({ id: call.id, day: call.day })),
        },
        machine,
      );
    },

    async show(id: string, account: Account): Promise<z.infer<typeof sessionSchema>> {
      const session = await find(id, account);
      const isOpen = session.state !== 'scoring';
      const answers = await calibrations.answers(id, isOpen ? undefined : account.id);
      const of = (rater: string) => new Set(answers.filter((one) => one.rater === rater).map(({ callId }) => callId));
      const [own, agreed] = [of(account.id), of(consensusRater)];
      const person = await personNamer(deps, idsIn([session]));
      const raters = [...session.members.map((one) => one.account), machineRater];
      const calls = await deps.ledger.findMany(session.calls.map(({ id: callId }) => callId));
      const kept = new Map(calls.map((call) => [call.id, call]));
      const analyses = isOpen ? await deps.facts.readMany(calls) : new Map<string, StoredAnalysis>();
      const rated = (isOpen ? session.calls : []).map(({ id: callId }) => ({
        callId,
        judged: judgedSegments(analyses.get(callId)?.segments ?? []),
        answers: new Map(
          answers
            .filter((one) => one.callId === callId && one.rater !== consensusRater)
            .map((one) => [one.rater, one.answer]),
        ),
      }));
      const named = (rater: string) => (rater === machineRater ? machineRater : person(rater).name);
      return {
        ...headOf(session, account, person),
        list: session.calls.map(({ id: callId }) => ({
          id: callId,
          name: kept.get(callId)?.externalId ?? callId,
          answered: own.has(callId),
          agreed: agreed.has(callId),
        })),
        pairs: isOpen
          ? compareRaters(raters, rated).map(({ raters: [a, b], ...figures }) => ({
              ...figures,
              raters: [named(a), named(b)],
            }))
          : null,
      };
    },

    async sheet(id: string, callId: string, account: Account): Promise<z.infer<typeof callSheetSchema>> {
      const session = await find(id, account);
      callOf(session, callId);
      const { call, stored } = await reviewableCall(deps, callId, everyCall);
      const isOpen = session.state !== 'scoring';
      const all = (await calibrations.answers(id, isOpen ? undefined : account.id)).filter(
        (one) => one.callId === callId,
      );
      const answers = new Map(all.map(({ rater, answer }) => [rater, answer]));
      const person = await personNamer(deps, [...answers.keys()]);
      const judged = new Set(judgedSegments(stored.segments));
      const raters = [...answers].filter(([rater]) => rater !== consensusRater);
      return {
        id: callId,
        name: call.externalId,
        segments: stored.segments.map(({ speaker, start, text }, i) => ({
          speaker,
          start,
          text,
          judged: judged.has(i),
        })),
        criteria: deps.desk.scorecard.groups.flatMap((group) =>
          group.criteria.map((one) => ({ id: one.id, title: one.title })),
        ),
        rules: [...ruleNameSchema.options],
        own: answers.get(account.id) ?? null,
        answers: isOpen
          ? raters.map(([rater, answer]) => ({
              rater,
              answer,
              name: rater === machineRater ? machineRater : person(rater).name,
            }))
          : null,
        majority: isOpen ? majorityOf({ answers: new Map(raters) }) : null,
        consensus: answers.get(consensusRater) ?? null,
      };
    },

    async answer(id: string, callId: string, answer: CalibrationAnswer, account: Account): Promise<void> {
      callOf(await find(id, account), callId);
      await checkPlaces(callId, answer);
      await calibrations.answer(id, callId, account.id, answer);
    },

    /** @throws KamertonError `conflict` while a call has no answer of the member */
    async finish(id: string, account: Account): Promise<void> {
      const session = await find(id, account);
      const answered = new Set((await calibrations.answers(id, account.id)).map(({ callId }) => callId));
      const left = session.calls.filter((call) => !answered.has(call.id)).length;
      if (left > 0) throw new KamertonError('conflict', `оценены не все звонки: осталось ${left}`);
      await calibrations.finish(id, account.id);
    },

    async open(id: string, account: Account): Promise<void> {
      await owned(id, account);
      if (!(await calibrations.open(id))) throw new KamertonError('conflict', 'ответы уже открыты; обновите страницу');
    },

    /** Keeps what people agreed on, and makes it gold. */
    async agree(id: string, callId: string, answer: CalibrationAnswer, account: Account): Promise<void> {
      callOf(await owned(id, account), callId);
      await checkPlaces(callId, answer);
      const { call, stored } = await reviewableCall(deps, callId, everyCall);
      const gold = await deps.trust.goldOf(call, stored, answer);
      await calibrations.agree(id, { callId, answer, actor: account.id, gold });
    },

    async close(id: string, account: Account): Promise<void> {
      await owned(id, account);
      if (!(await calibrations.close(id))) throw new KamertonError('conflict', 'закончить можно, когда ответы открыты');
    },
  };

  /** Quotes must stand in the utterances that they are taken from. */
  async function checkPlaces(callId: string, { marks }: CalibrationAnswer): Promise<void> {
    const call = await findCall(deps, callId, everyCall);
    const stored = await deps.facts.read(call);
    const judged = new Set(judgedSegments(stored?.segments ?? []));
    const isPlace = ({ segment, quote }: CalibrationAnswer['marks'][number]) =>
      judged.has(segment) && stored?.segments[segment]?.text.toLowerCase().includes(quote.toLowerCase());
    if (!marks.every(isPlace))
      throw new KamertonError('bad_input', 'слова нарушения должны стоять в этой реплике оператора');
  }
}
