/** Uploads: files become calls, the queue sends two at a time. */
import { describe, expect, it } from 'vitest';
import { readUploads, writeUploads } from '../../../dashboard/src/features/upload/kept-uploads.ts';
import { pairFiles } from '../../../dashboard/src/features/upload/pair-files.ts';
import { createUploads, type Send, summarize } from '../../../dashboard/src/features/upload/uploads.ts';

const file = (name: string) => ({ name });
const pairs = (...names: string[]) =>
  pairFiles(names.map(file)).map(({ recording, transcript }) => [recording?.name ?? null, transcript?.name ?? null]);

describe('pairFiles', () => {
  it('puts a transcript beside the recording of its name, whatever the case', () => {
    expect(pairs('a.WAV', 'b.mp3', 'A.json')).toEqual([
      ['a.WAV', 'A.json'],
      ['b.mp3', null],
    ]);
    expect(pairs('03_lexis.transcript.json', '03_lexis.wav')).toEqual([['03_lexis.wav', '03_lexis.transcript.json']]);
  });

  it('leaves what has no partner as a call of its own', () => {
    expect(pairs('x.vtt', 'y.srt', 'z.ogg')).toEqual([
      ['z.ogg', null],
      [null, 'x.vtt'],
      [null, 'y.srt'],
    ]);
  });

  it('gives two recordings of one name one transcript each', () => {
    expect(pairs('a.wav', 'a.mp3', 'a.json', 'a.vtt')).toEqual([
      ['a.wav', 'a.json'],
      ['a.mp3', 'a.vtt'],
    ]);
  });
});

/** Sendings that the test ends by hand. */
function handSend() {
  const open: {
    name: string;
    progress: (share: number) => void;
    cut: () => void;
    done: (duplicate: boolean) => void;
    fail: () => void;
  }[] = [];
  const send: Send<{ name: string }> = (files, { onProgress, onBreak }, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      open.push({
        name: files.name,
        progress: onProgress,
        cut: onBreak,
        done: (duplicate) => resolve({ id: `id of ${files.name}`, duplicate }),
        fail: () => reject(new Error('no')),
      });
    });
  return { open, send };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('createUploads', () => {
  it('sends two at a time and goes on when one has ended', async () => {
    const { open, send } = handSend();
    let accepted = 0;
    const uploads = createUploads(send, () => {
      accepted += 1;
    });
    uploads.add(pairFiles(['a.wav', 'b.wav', 'c.wav'].map(file)));
    expect(open.map(({ name }) => name)).toEqual(['a.wav', 'b.wav']);
    open[0]?.progress(0.4);
    expect(uploads.list()[0]).toMatchObject({ state: 'sending', share: 0.4 });
    open[0]?.cut();
    expect(uploads.list()[0]).toMatchObject({ state: 'paused', share: 0.4 });
    expect(summarize(uploads.list()).open).toBe(3);
    open[0]?.progress(0.5);
    expect(uploads.list()[0]).toMatchObject({ state: 'sending', share: 0.5 });
    open[0]?.progress(1);
    expect(uploads.list()[0]?.state).toBe('checking');
    open[0]?.done(false);
    open[1]?.done(true);
    await settle();
    expect(uploads.list().map(({ state }) => state)).toEqual(['accepted', 'duplicate', 'sending']);
    expect(uploads.list()[0]?.callId).toBe('id of a.wav');
    expect(accepted).toBe(2);
  });

  it('cancels what is sent and what waits, and retries what failed', async () => {
    const { open, send } = handSend();
    const uploads = createUploads(send, () => {});
    uploads.add(pairFiles(['a.wav', 'b.wav', 'c.wav'].map(file)));
    const [a, b, c] = uploads.list();
    uploads.cancel(c?.key ?? 0);
    uploads.cancel(a?.key ?? 0);
    open[1]?.fail();
    await settle();
    // News that were on their way still.
    open[0]?.cut();
    open[0]?.progress(0.7);
    expect(uploads.list().map(({ state }) => state)).toEqual(['cancelled', 'failed', 'cancelled']);
    uploads.retry(b?.key ?? 0);
    open[2]?.done(false);
    await settle();
    expect(uploads.list()[1]?.state).toBe('accepted');
    expect(summarize(uploads.list())).toMatchObject({ total: 3, done: 1, failed: 0, open: 0 });
    uploads.clearFinished();
    expect(uploads.list()).toEqual([]);
  });
});

describe('a page that is loaded anew', () => {
  it('knows what was taken and what was not sent; a file chosen again takes its old place', async () => {
    const { open, send } = handSend();
    const before = createUploads(send, () => {});
    before.add(pairFiles(['a.wav', 'b.wav', 'c.wav', 'd.wav'].map(file)));
    open[0]?.done(false);
    await settle();
    open[1]?.done(true);
    await settle();
    const kept = readUploads(writeUploads(before.list()));
    expect(kept.map(({ name, state, callId }) => [name, state, callId])).toEqual([
      ['a.wav', 'accepted', 'id of a.wav'],
      ['b.wav', 'duplicate', 'id of b.wav'],
      ['c.wav', 'interrupted', null],
      ['d.wav', 'interrupted', null],
    ]);
    const after = createUploads(send, () => {}, kept);
    expect(summarize(after.list())).toMatchObject({ total: 4, done: 2, duplicates: 1, interrupted: 2, open: 0 });
    after.add(pairFiles([file('c.wav')]));
    expect(after.list().map(({ name, state }) => [name, state])).toEqual([
      ['a.wav', 'accepted'],
      ['b.wav', 'duplicate'],
      ['d.wav', 'interrupted'],
      ['c.wav', 'sending'],
    ]);
    expect(new Set(after.list().map(({ key }) => key)).size).toBe(4);
  });

  it('makes nothing of what is not ours', () => {
    expect([null, '', '{', '[1]', '[{"name":1}]'].map(readUploads)).toEqual([[], [], [], [], []]);
  });
});
