/** A process that only migrates: argv = the address as JSON. */
import { migrateFacts } from '../../../analyzer/storage/facts/migrate.ts';

await migrateFacts(JSON.parse(process.argv[2] ?? '{}'));
