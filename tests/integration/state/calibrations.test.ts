/** Answers of a calibration are kept only while people still judge, also when somebody opens them at that moment; on both engines. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { calibrations } from '../../../analyzer/storage/state/calibrations.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { refusalOf } from '../../support/refused-writes.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const answer = { criteria: {}, marks: [] };

describe.each(stateEngines)('calibrations on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;

  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
  });

  const begin = async (...members: string[]) => {
    const call = { id: randomUUID(), day: '2026-03-11' };
    const id = await calibrations(one).create({ title: 'проба', owner: 'irina', calls: [call], members }, []);
    return { id, callId: call.id };
  };

  it('takes no answer of a member who has finished, nor of a stranger, nor after the opening', async () => {
    const { id, callId } = await begin('oleg', 'vera');
    const desk = calibrations(one);
    await desk.answer(id, callId, 'oleg', answer);
    await desk.answer(id, callId, 'oleg', { ...answer, criteria: { 'greeting.name': 'failed' } });
    expect((await desk.answers(id, 'oleg')).map((kept) => kept.answer.criteria)).toEqual([
      { 'greeting.name': 'failed' },
    ]);
    expect(await desk.finish(id, 'oleg')).toBe(false);
    await expect(desk.answer(id, callId, 'oleg', answer)).rejects.toMatchObject({ code: 'conflict' });
    await expect(desk.answer(id, callId, 'pavel', answer)).rejects.toMatchObject({ code: 'conflict' });
    await expect(desk.agree(id, { callId, answer, actor: 'irina', gold: '[]' })).rejects.toThrow(/изменилась/);
    expect(await desk.finish(id, 'vera')).toBe(true);
    await expect(desk.answer(id, callId, 'vera', answer)).rejects.toMatchObject({ code: 'conflict' });
    await desk.agree(id, { callId, answer, actor: 'irina', gold: '[]' });
  });

  it('opens with the last member who finishes, and only with the last, also when all finish at once', async () => {
    const { id } = await begin('oleg', 'vera', 'pavel');
    const ends = await Promise.all(
      [one, two, one].map((state, n) => calibrations(state).finish(id, ['oleg', 'vera', 'pavel'][n] ?? '')),
    );
    expect(ends).toContain(true);
    expect((await calibrations(one).find(id))?.state).toBe('comparing');
  });

  it('has nobody finished while the answers cannot be opened with the last of them', async () => {
    const { id } = await begin('oleg');
    const cutOff = refusalOf(one, engine.name, 'calibration_sessions', ['update']);
    await cutOff(() => calibrations(one).finish(id, 'oleg'));
    expect((await calibrations(one).find(id))?.members).toEqual([{ account: 'oleg', doneAt: null }]);
    expect(await calibrations(one).finish(id, 'oleg')).toBe(true);
  });

  it('keeps nothing of an answer that the opening has overtaken between its looking and its writing', async () => {
    const { id, callId } = await begin('oleg');
    const write = one.atomically;
    const written = vi.spyOn(one, 'atomically').mockImplementationOnce(async (...batch) => {
      await calibrations(two).open(id);
      return write(...batch);
    });
    await expect(calibrations(one).answer(id, callId, 'oleg', answer)).rejects.toMatchObject({ code: 'conflict' });
    written.mockRestore();
    expect(await calibrations(one).answers(id)).toEqual([]);
    await expect(calibrations(one).open(id)).resolves.toBe(false);
  });
});
