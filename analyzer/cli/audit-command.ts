/** `kamerton audit verify`: is the log of actions whole? */
import { openAuditTrail } from '../audit/audit-trail.ts';
import { analyzerConfigSchema, readConfig, statePlaceOf } from '../config.ts';
import { openStateDatabase } from '../storage/state/database.ts';
import { readArguments, UsageError } from './arguments.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when the log is whole, 1 with the first broken row.
 * @throws UsageError for wrong arguments
 */
export async function audit(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
  const [what, ...rest] = positionals;
  if (what !== 'verify' || rest.length > 0) throw new UsageError('есть только audit verify');
  const config = readConfig(analyzerConfigSchema);
  const database = await openStateDatabase(statePlaceOf(config));
  try {
    const verdict = await (await openAuditTrail(config, database)).verify();
    const { broken, rows, lastSeq } = verdict;
    const line =
      broken === null
        ? `Журнал действий цел: записей ${rows}, последняя – ${lastSeq}.`
        : `Журнал действий нарушен на записи ${broken.seq}: ${broken.reason}.`;
    await writeOut(`${values.json ? JSON.stringify(verdict) : line}\n`);
    return broken === null ? 0 : 1;
  } finally {
    await database.destroy();
  }
}
