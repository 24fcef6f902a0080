/** The ledger of calls on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CallLedger, callLedger } from '../../../analyzer/storage/state/call-ledger.ts';
import type { ReceivedCall } from '../../../analyzer/storage/state/ledger-call.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

let second = 0;
/** Every reading is a second later than the one before. */
const clock = () => new Date(Date.UTC(2026, 2, 11, 6, 0, second++));

const makeCall = (overrides: Partial<ReceivedCall> = {}): ReceivedCall => ({
  id: randomUUID(),
  externalId: 'c01',
  source: 'upload',
  metadata: { started_at: '2026-03-11T01:14:05+03:00', operator: { id: 'op-1', name: 'Марина' } },
  recording: null,
  recordingSha256: null,
  transcript: [{ speaker: 'operator', start: 0, end: 1, text: 'Здравствуйте' }],
  ...overrides,
});

const first = ({ id }: { id: string }) => ({ id, run: 1 });

describe.each(stateEngines)('on $name', (engine) => {
  let ledger: CallLedger;
  beforeAll(async () => {
    const [database] = await openTestState(engine);
    ledger = callLedger(database, clock);
  });

  describe('a call in the ledger', () => {
    it('is taken once', async () => {
      const call = makeCall();
      expect(await ledger.receive(call)).toBe(true);
      expect(await ledger.receive(call)).toBe(false);
      const found = await ledger.find(call.id);
      // 01:14 in Moscow is still the day before in UTC
      expect(found).toMatchObject({
        externalId: 'c01',
        state: 'waiting',
        run: 1,
        attempts: 0,
        day: '2026-03-10',
        error: null,
      });
      expect(await ledger.transcriptOf(call.id)).toEqual(call.transcript);
    });

    it('moves the stand of its own operator when it is judged, and again when it waits for another run', async () => {
      const metadata = (id: string) => ({ operator: { id, name: 'Марина' } });
      const stand = () => ledger.standOf('op-stand');
      const stands = [await stand()];
      const call = makeCall({ metadata: metadata('op-stand') });
      await ledger.receive(call);
      await ledger.begin(first(call));
      expect(await stand()).toBe(stands[0]);
      await ledger.settle(first(call), 'done');
      stands.push(await stand());
      const other = makeCall({ metadata: metadata('op-else') });
      await ledger.receive(other);
      await ledger.settle(first(other), 'done');
      expect(await stand()).toBe(stands[1]);
      const run = (await ledger.restart(call.id, ['done'])) ?? 0;
      expect(await stand()).toBe(stands[0]);
      await ledger.settle({ id: call.id, run }, 'done');
      stands.push(await stand());
      expect(new Set(stands).size).toBe(3);
    });

    it('counts attempts, and an orderly stop gives one back', async () => {
      const call = makeCall();
      await ledger.receive(call);
      expect(await ledger.begin(first(call))).toBe(1);
      await ledger.enterStage(first(call), 'sound');
      expect(await ledger.find(call.id)).toMatchObject({ state: 'processing', stage: 'sound', attempts: 1 });
      await ledger.release(first(call));
      expect(await ledger.find(call.id)).toMatchObject({ state: 'waiting', stage: null, attempts: 0 });
    });

    it('is left alone by a worker that comes back when the call has gone on without it', async () => {
      const call = makeCall();
      await ledger.receive(call);
      expect(await ledger.begin(first(call))).toBe(1);
      // Another worker took the run over and ended it; then somebody had the channels swapped.
      await ledger.settle(first(call), 'done', { duration: 60 });
      await ledger.release(first(call));
      expect(await ledger.find(call.id)).toMatchObject({ state: 'done', attempts: 1 });
      const event = {
        id: randomUUID(),
        callId: call.id,
        day: '2026-03-10',
        kind: 'channels_swapped',
        actor: 'irina',
      } as const;
      expect(await ledger.turnRound(event, call.metadata, null)).toBe(2);
      expect(await ledger.turnRound({ ...event, id: randomUUID() }, call.metadata, null)).toBeNull();
      await ledger.enterStage(first(call), 'judge');
      await ledger.settle(first(call), 'done');
      await ledger.settle(first(call), 'failed');
      expect(await ledger.begin(first(call))).toBeNull();
      expect(await ledger.find(call.id)).toMatchObject({ state: 'waiting', run: 2, stage: null, attempts: 0 });
      expect(await ledger.begin({ id: call.id, run: 2 })).toBe(1);
    });

    it('keeps the reason it failed for, and loses it when it is set going again', async () => {
      const call = makeCall();
      await ledger.receive(call);
      await ledger.settle(first(call), 'failed', { error: { code: 'recogniser_failed', message: 'не вышло' } });
      expect((await ledger.find(call.id))?.error).toEqual({ code: 'recogniser_failed', message: 'не вышло' });
      expect(await ledger.restart(call.id, ['failed'])).toBe(2);
      expect(await ledger.find(call.id)).toMatchObject({ state: 'waiting', run: 2, error: null });
    });

    it('is restarted by one of twenty racers only', async () => {
      const call = makeCall();
      await ledger.receive(call);
      await ledger.settle(first(call), 'failed');
      const runs = await Promise.all(Array.from({ length: 20 }, () => ledger.restart(call.id, ['failed'])));
      expect(runs.filter((run) => run !== null)).toEqual([2]);
    });

    it('takes a transcript later only while it waits for words', async () => {
      const call = makeCall({ transcript: null, recording: 'a'.repeat(64) });
      await ledger.receive(call);
      expect(await ledger.supplyTranscript(call.id, [], ['no_model'])).toBeNull();
      await ledger.settle(first(call), 'no_model');
      expect(await ledger.supplyTranscript(call.id, [], ['no_model'])).toBe(2);
      expect(await ledger.transcriptOf(call.id)).toEqual([]);
    });
  });

  describe('the operators of the ledger', () => {
    it('are listed once each, under the newest name they have', async () => {
      const id = `op-${randomUUID()}`;
      const nameless = `op-${randomUUID()}`;
      for (const operator of [
        { id, name: 'Анна' },
        { id, name: 'Анна Ёлкина' },
        { id },
        { id: nameless },
        { name: 'X' },
      ]) {
        await ledger.receive(makeCall({ metadata: { operator } }));
      }
      const listed = (await ledger.operators({ kind: 'all' })).filter((one) => [id, nameless].includes(one.id));
      expect(listed).toHaveLength(2);
      expect(listed).toContainEqual({ id, name: 'Анна Ёлкина' });
      expect(listed).toContainEqual({ id: nameless, name: null });
    });

    it('are nobody but oneself to an operator', async () => {
      expect(await ledger.operators({ kind: 'operator', operatorId: 'op-1' })).toEqual([
        { id: 'op-1', name: 'Марина' },
      ]);
      expect(await ledger.operators({ kind: 'none' })).toEqual([]);
    });
  });

  describe('pages of the ledger', () => {
    it('walk all calls of a scope once, newest first', async () => {
      const operatorId = `op-${randomUUID()}`;
      const ids: string[] = [];
      for (let i = 0; i < 7; i += 1) {
        const call = makeCall({ metadata: { operator: { id: operatorId } } });
        ids.unshift(call.id);
        await ledger.receive(call);
      }
      await ledger.receive(makeCall({ metadata: { operator: { id: 'somebody-else' } } }));
      const walk = async (oldestFirst: boolean) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await ledger.page({ scope: { kind: 'operator', operatorId }, limit: 3, cursor, oldestFirst });
          expect(page.total).toBe(7);
          seen.push(...page.items.map((call) => call.id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        return seen;
      };
      expect(await walk(false)).toEqual(ids);
      expect(await walk(true)).toEqual(ids.toReversed());
    });

    it('show nothing to a scope of nobody, and a foreign call is not found', async () => {
      const call = makeCall();
      await ledger.receive(call);
      expect((await ledger.page({ scope: { kind: 'none' }, limit: 10 })).total).toBe(0);
      expect(await ledger.find(call.id, { kind: 'operator', operatorId: 'op-2' })).toBeNull();
      expect(await ledger.find(call.id, { kind: 'operator', operatorId: 'op-1' })).not.toBeNull();
    });

    it('begin anew on a broken cursor', async () => {
      const page = await ledger.page({ scope: { kind: 'all' }, limit: 2, cursor: '%%%' });
      expect(page.items).toHaveLength(2);
    });
  });
});
