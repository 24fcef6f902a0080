/** A process of its own that writes rows to the audit log of a data folder: argv = folder, login, how many. */
import { join } from 'node:path';
import { openAuditTrail } from '../../analyzer/audit/audit-trail.ts';
import { openStateDatabase } from '../../analyzer/storage/state/database.ts';

const [folder = '', actorLogin = '', count = '0'] = process.argv.slice(2);
const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
const trail = await openAuditTrail({ KAMERTON_DATA_DIR: folder }, database);
for (let i = 0; i < Number(count); i += 1) {
  await trail.record({ action: 'settings.changed', actorId: null, actorLogin, ip: '', objectId: null, result: 'done' });
}
await database.destroy();
