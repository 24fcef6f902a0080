/** Entries that people let count again: told from the lexicons in force, whoever published them and how. */
import { advisoryRows } from '#lexicons';
import type { AuditTrail } from '../domain/audit.ts';
import type { TrustEvent, TrustMaterialStore } from '../storage/state/trust-material.ts';
import { filesOf } from '../workbench/content.ts';
import type { Judging } from '../workbench/in-force.ts';
import type { Workbench } from '../workbench/workbench.ts';

interface Parts {
  judging: Pick<Judging, 'inForce'>;
  workbench: Pick<Workbench, 'versions'>;
  material: Pick<TrustMaterialStore, 'events' | 'note'>;
  audit: AuditTrail;
}

/**
 * Notes every entry that was taken out of the score and is not taken out any more: what was decided before is then no ground to
 * take it out again. May be called at any time, as often as one likes.
 */
export async function settleLifted({ judging, workbench, material, audit }: Parts): Promise<void> {
  const { number } = await judging.inForce();
  const version = number === null ? null : await workbench.versions.find(number);
  if (version === null) return;
  const out = new Set(advisoryRows(filesOf(version.content)).map(({ entry }) => entry));
  const newest = new Map<string, TrustEvent>();
  for (const event of await material.events()) if (!newest.has(event.entry)) newest.set(event.entry, event);
  const lifted = [...newest.values()].filter(({ kind, entry }) => kind === 'demoted' && !out.has(entry));
  if (lifted.length === 0) return;
  const [activation] = await workbench.versions.activations();
  const actor = activation?.actor ?? version.author;
  for (const { entry, mark } of lifted) {
    const told = { version: version.number, reason: version.comment };
    await material.note({ entry, kind: 'lifted', mark, figures: null, ...told, actor });
    await audit.record({
      action: 'lexicon.lifted',
      actorId: actor,
      ip: '',
      objectId: entry,
      result: 'done',
      details: { version: version.number },
    });
  }
}
