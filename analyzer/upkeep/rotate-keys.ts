/** New keys for what is sealed: recordings by their headers, original words by their envelopes. May be killed and repeated. */
import { type KeyRing, keyOfEnvelope, rewrapEnvelope } from '../platform/index.ts';
import type { UnmaskedRows } from '../storage/facts/unmasked-rows.ts';
import type { Recordings } from '../storage/recordings.ts';
import type { Copying } from '../storage/state/leases.ts';
import type { SealedTranscripts } from '../storage/state/sealed-transcripts.ts';

/** A rotation that was cut off is finished under the key it had made; otherwise a new one is made. */
const beginRotation = (ring: KeyRing): void => {
  if (ring.ids().length === 1) ring.add();
};

/** Puts every recording under a new key; those that lie there plain are sealed. Returns how many were touched. */
export async function rotateRecordings(
  recordings: Recordings,
  ring: KeyRing,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  beginRotation(ring);
  const { id } = ring.current();
  let touched = 0;
  let left = 0;
  // Twice: what came in while the first pass ran may still be under the old key.
  for (const last of [false, true]) {
    left = 0;
    for await (const name of recordings.names()) {
      if ((await recordings.sealedUnder(name)) === id) continue;
      if (last) left += 1;
      await recordings.reseal(name);
      touched += 1;
      onProgress(touched);
    }
  }
  if (left === 0) ring.forgetOld();
  return touched;
}

/** Puts every seal of original words and of transcripts under a new key; plain transcripts are sealed. */
export async function rotateWords(
  stores: { rows: UnmaskedRows; transcripts: SealedTranscripts; copying: Copying },
  ring: KeyRing,
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  beginRotation(ring);
  const { id } = ring.current();
  let touched = 0;
  let last: Awaited<ReturnType<UnmaskedRows['sealedAfter']>>[number] | undefined;
  do {
    await stores.copying(async () => {
      const page = await stores.rows.sealedAfter(last);
      const old = page.filter(({ sealed }) => sealed !== '' && keyOfEnvelope(sealed) !== id);
      await stores.rows.write(
        'originals',
        old.map((row) => ({ ...row, sealed: rewrapEnvelope(ring, row.sealed, row.call_id) })),
      );
      touched += old.length;
      if (old.length > 0) onProgress(touched);
      last = page.at(-1);
    });
  } while (last !== undefined);
  if (touched > 0) await stores.rows.forgetReplaced(['originals']);
  touched += await stores.transcripts.reseal(ring);
  ring.forgetOld();
  return touched;
}
