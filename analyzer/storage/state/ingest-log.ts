/** The log of what came from watched sources: nothing is taken twice, nothing is refused without a word. */
import type { StateDatabase } from './database.ts';
import type { IngestFilesTable, IngestSourcesTable } from './tables/ingest-tables.ts';

export interface IngestFile {
  id: string;
  source: string;
  name: string;
  state: IngestFilesTable['state'];
  reason: string | null;
}

export interface SourceState {
  name: string;
  lookedAt: string;
  waiting: number;
  cdrCalls: number | null;
  /** Files in `done` and `rejected`; null when they were not counted yet. */
  kept: number | null;
  problem: string | null;
  taken: number;
  duplicates: number;
  refused: number;
}

export type IngestLog = ReturnType<typeof ingestLog>;

/** SQLite takes 32,766 bound values in a statement. */
const idsAtOnce = 5_000;

/** The log over an open state database. */
export function ingestLog(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /** What became of those of the ids that were dealt with. */
    async known(ids: readonly string[]): Promise<Map<string, Pick<IngestFile, 'state' | 'reason'>>> {
      const known = new Map<string, Pick<IngestFile, 'state' | 'reason'>>();
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const part = ids.slice(from, from + idsAtOnce);
        const rows = await database
          .selectFrom('ingest_files')
          .select(['id', 'state', 'reason'])
          .where('id', 'in', part)
          .execute();
        for (const { id, state, reason } of rows) known.set(id, { state, reason });
      }
      return known;
    },

    /** Writes down what became of a file; the first word on it stands. */
    async add(file: IngestFile): Promise<void> {
      await database
        .insertInto('ingest_files')
        .values({ ...file, at: clock().toISOString() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    /** Refusals, newest first. */
    async refusals(limit: number): Promise<(IngestFile & { at: string })[]> {
      return database
        .selectFrom('ingest_files')
        .selectAll()
        .where('state', '=', 'refused')
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
    },

    /** Notes how a source fared; without `kept` the last count stands. */
    async look(source: Omit<IngestSourcesTable, 'looked_at' | 'kept'> & { kept?: number | undefined }): Promise<void> {
      const { name, kept, ...found } = source;
      const rest = { ...found, looked_at: clock().toISOString(), ...(kept === undefined ? {} : { kept }) };
      await database
        .insertInto('ingest_sources')
        .values({ name, kept: null, ...rest })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(rest))
        .execute();
    },

    /** Every source that was ever looked at, by name. */
    async sources(): Promise<SourceState[]> {
      const rows = await database.selectFrom('ingest_sources').selectAll().orderBy('name').execute();
      const counts = await database
        .selectFrom('ingest_files')
        .select((e) => ['source', 'state', e.fn.countAll<number>().as('files')])
        .groupBy(['source', 'state'])
        .execute();
      const count = (source: string, state: IngestFilesTable['state']) =>
        Number(counts.find((row) => row.source === source && row.state === state)?.files ?? 0);
      return rows.map((row) => ({
        name: row.name,
        lookedAt: row.looked_at,
        waiting: Number(row.waiting),
        cdrCalls: row.cdr_calls === null ? null : Number(row.cdr_calls),
        kept: row.kept === null ? null : Number(row.kept),
        problem: row.problem,
        taken: count(row.name, 'taken'),
        duplicates: count(row.name, 'duplicate'),
        refused: count(row.name, 'refused'),
      }));
    },
  };
}
