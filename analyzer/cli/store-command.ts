/** `kamerton store ddl --cluster NAME`: the tables of the facts store as a cluster needs them, for its administrator. */
import { clusterStatements } from '../storage/facts/cluster-ddl.ts';
import { appliedTable, readMigrations, statementsOf } from '../storage/facts/migration-files.ts';
import { readArguments, UsageError } from './arguments.ts';
import { writeOut } from './write-out.ts';

/**
 * Prints the statements; nothing is applied. Exit code 0.
 * @throws UsageError for wrong arguments
 */
export async function store(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { cluster: { type: 'string' } });
  if (positionals.length !== 1 || positionals[0] !== 'ddl')
    throw new UsageError('что сделать: store ddl --cluster ИМЯ');
  const { cluster } = values;
  if (cluster === undefined) throw new UsageError('не хватает --cluster ИМЯ');
  const lines: string[] = [];
  const tell = (statement: string) => {
    for (const one of clusterStatements(statement, cluster)) lines.push(`${one};`);
  };
  tell(appliedTable);
  for (const { name, sql } of await readMigrations()) {
    lines.push(`-- ${name}`);
    statementsOf(sql).forEach(tell);
  }
  await writeOut(`${lines.join('\n')}\n`);
  return 0;
}
