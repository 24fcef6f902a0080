/** Drafts and published versions of lexicons, on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { lexiconDrafts } from '../../../analyzer/storage/state/lexicon-drafts.ts';
import { lexiconRuns, type RunAttempt } from '../../../analyzer/storage/state/lexicon-runs.ts';
import { lexiconVersions } from '../../../analyzer/storage/state/lexicon-versions.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

describe.each(stateEngines)('lexicons on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
  });
  const draft = (content: string) =>
    lexiconDrafts(one).create({ base: null, content, author: 'irina', comment: 'новые слова' });

  it('never lose the change of one of two trainers unseen', async () => {
    const { id } = await draft('{"a":1}');
    const [first, second] = await Promise.allSettled([
      lexiconDrafts(one).save(id, 1, 'irina', { content: '{"a":2}', comment: 'мой' }),
      lexiconDrafts(two).save(id, 1, 'oleg', { content: '{"a":3}', comment: 'его' }),
    ]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    const refused = first.status === 'rejected' ? first : second;
    const winner = first.status === 'fulfilled' ? 'irina' : 'oleg';
    expect(refused).toMatchObject({ reason: { code: 'conflict', message: expect.stringContaining(winner) } });
    expect(await lexiconDrafts(one).find(id)).toMatchObject({ version: 2, changedBy: winner });
    expect((await lexiconDrafts(one).discard(id, 2, 'irina')).state).toBe('discarded');
    await expect(lexiconDrafts(one).save(id, 3, 'irina', { content: '{}', comment: '' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(lexiconDrafts(one).save(randomUUID(), 1, 'x', { content: '{}', comment: '' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await lexiconDrafts(one).list()).toEqual([]);
  });

  it('are published one after another, put in force, and put back', async () => {
    const versions = lexiconVersions(one);
    expect(await versions.inForce()).toBeNull();
    const [a, b] = [await draft('{"v":"a"}'), await draft('{"v":"b"}')];
    const first = await versions.publish(a.id, { draft: 1, activation: 0 }, 'irina', 'первая');
    expect(first).toMatchObject({ number: 1, author: 'irina', comment: 'первая', sha256: a.sha256 });
    // the publisher of b has not seen that a came into force
    await expect(versions.publish(b.id, { draft: 1, activation: 0 }, 'oleg', '')).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await lexiconDrafts(one).find(b.id)).toMatchObject({ state: 'editing', version: 1 });
    const racers = await Promise.allSettled(
      [one, two].map((database) =>
        lexiconVersions(database).publish(b.id, { draft: 1, activation: 1 }, 'oleg', 'вторая'),
      ),
    );
    expect(racers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await versions.list()).map(({ number }) => number)).toEqual([2, 1]);
    expect(await versions.inForce()).toMatchObject({ seq: 2, number: 2 });

    await expect(versions.restore(1, 1, 'irina', 'назад')).rejects.toMatchObject({ code: 'conflict' });
    await expect(versions.restore(7, 2, 'irina', 'назад')).rejects.toMatchObject({ code: 'not_found' });
    expect(await versions.restore(1, 2, 'irina', 'назад')).toMatchObject({ number: 3, base: 1, author: 'irina' });
    expect(await versions.inForce()).toMatchObject({ seq: 3, number: 3, comment: 'назад' });
    expect((await versions.find(3))?.content).toBe('{"v":"a"}');
    expect((await versions.activations()).map(({ number }) => number)).toEqual([3, 2, 1]);
    expect((await versions.find(2))?.content).toBe('{"v":"b"}');
    expect(await versions.find(4)).toBeNull();
  });

  it('have runs that wait, stop, go on and end, whoever works on them', async () => {
    const runs = lexiconRuns(one);
    const { id } = await runs.add({ kind: 'dry_run', draftId: 'd', number: null, sha256: 'x', actor: 'irina' });
    const [first, second, third] = [1, 2, 3].map((attempt) => ({ id, attempt })) as [
      RunAttempt,
      RunAttempt,
      RunAttempt,
    ];
    expect(await runs.stop(id)).toMatchObject({ state: 'stopped' });
    expect(await runs.begin(id)).toBeNull();
    expect(await runs.resume(id)).toMatchObject({ state: 'waiting', error: null, endedAt: null });
    expect(await lexiconRuns(two).begin(id)).toMatchObject({ state: 'running', attempt: 1 });
    // The process died: another takes it again.
    expect(await runs.begin(id)).toMatchObject({ state: 'running', attempt: 2 });
    await runs.keepCheckpoint(second, { through: 3 });
    // It had only stood still: it has no say in the run any more.
    await lexiconRuns(two).keepCheckpoint(first, { through: 1 });
    expect(await lexiconRuns(two).progress(first, 1, 9)).toBeNull();
    expect(await lexiconRuns(two).settle(first, 'done', { result: 'old' })).toBeNull();
    expect(await lexiconRuns(two).checkpointOf(id)).toEqual({ through: 3 });
    expect(await runs.find(id)).toMatchObject({ state: 'running', done: 0, attempt: 2 });
    expect(await runs.stop(id)).toMatchObject({ state: 'stopping' });
    expect(await runs.progress(second, 2, 9, { added: 0 })).toMatchObject({ state: 'stopping', done: 2 });
    expect(await runs.progress(second, 3, 9)).toMatchObject({ state: 'stopping', done: 3, total: 9 });
    // What came so far stays until there is more to tell.
    expect(await lexiconRuns(two).resultOf(id)).toEqual({ added: 0 });
    expect(await runs.settle(second, 'stopped')).toMatchObject({ state: 'stopped', done: 3 });
    await runs.resume(id);
    await runs.begin(id);
    expect(await runs.unfinished()).toMatchObject([{ id, attempt: 3 }]);
    expect(await runs.settle(third, 'done', { result: { added: 1 } })).toMatchObject({ state: 'done' });
    expect(await runs.resultOf(id)).toEqual({ added: 1 });
    expect([await runs.stop(id), await runs.resume(id), await runs.begin(id)]).toEqual([null, null, null]);
    expect(await runs.latest('dry_run', 5, 'd')).toMatchObject([{ id }]);
    expect(await runs.latest('dry_run', 5, 'other')).toEqual([]);
  });

  it('have a run begun by one of two processes that begin it at once', async () => {
    const { id } = await lexiconRuns(one).add({ kind: 'suggest', draftId: null, number: null, sha256: '', actor: 'x' });
    const begun = await Promise.all([one, two, one, two].map((database) => lexiconRuns(database).begin(id)));
    const attempts = begun.flatMap((run) => run?.attempt ?? []);
    // Those that came later begin it anew; no two are the same attempt.
    expect(new Set(attempts).size).toBe(attempts.length);
    expect((await lexiconRuns(one).find(id))?.attempt).toBe(Math.max(...attempts));
  });

  it('say so when the text of a published version is not the published one', async () => {
    await one.updateTable('lexicon_versions').set({ content: '{"v":"чужое"}' }).where('number', '=', 2).execute();
    await expect(lexiconVersions(one).find(2)).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});
