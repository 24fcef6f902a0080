/** New versions for runs that another judgement would leave as they are: the call's row again, on the same findings. */
import type { Versions } from '../../domain/scored-call.ts';
import type { FactsClient } from './client.ts';
import { runColumnsSql } from './run-log.ts';
import { these, theseCalls } from './these-calls.ts';

/** A call whose next run is the current one under other versions. */
export interface Restamp {
  day: string;
  callId: string;
  /** Number of the next run. */
  run: number;
}

const nextRows = `SELECT * REPLACE (toUInt64({run:UInt64}) AS version,
    toLowCardinality({engine:String}) AS engine_version, toLowCardinality({lexicon:String}) AS lexicon_version,
    toLowCardinality({scorecard:String}) AS scorecard_version)
  FROM calls FINAL
  WHERE ${theseCalls}`;

/**
 * Writes the rows. The earlier rows stay; what was found and decided is written once and shared by the runs.
 * @param calls at most a page of them
 */
export async function restampRuns(client: FactsClient, calls: readonly Restamp[], versions: Versions): Promise<void> {
  for (const run of new Set(calls.map((call) => call.run))) {
    const alike = calls.filter((call) => call.run === run);
    const query_params = { ...versions, run, these: these.parse(alike) };
    await client.command({
      query: `INSERT INTO runs (${runColumnsSql}) SELECT ${runColumnsSql} FROM (${nextRows})`,
      query_params,
    });
    await client.command({ query: `INSERT INTO calls ${nextRows}`, query_params });
  }
}
