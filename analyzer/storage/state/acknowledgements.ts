/** Acknowledgements: an operator has seen the scorecard of a call. A new judgement is to be seen again. */
import type { StateDatabase } from './database.ts';
import { prepared } from './prepared.ts';

export type Acknowledgements = ReturnType<typeof acknowledgements>;

/** Acknowledgements over an open state database. */
export function acknowledgements(database: StateDatabase, clock: () => Date = () => new Date()) {
  const seenOf = prepared(database, ['call'], ({ call }) =>
    database
      .selectFrom('acknowledgements')
      .select(['analysis_id as analysisId', 'account', 'at'])
      .where('call_id', '=', call)
      .orderBy('at'),
  );

  return {
    /** Notes it; the first time counts. Returns when it was. */
    async acknowledge(callId: string, analysisId: string, account: string): Promise<string> {
      await database
        .insertInto('acknowledgements')
        .values({ call_id: callId, analysis_id: analysisId, account, at: clock().toISOString() })
        .onConflict((conflict) => conflict.columns(['call_id', 'analysis_id', 'account']).doNothing())
        .execute();
      const { at } = await database
        .selectFrom('acknowledgements')
        .select('at')
        .where('call_id', '=', callId)
        .where('analysis_id', '=', analysisId)
        .where('account', '=', account)
        .executeTakeFirstOrThrow();
      return at;
    },

    /** Judgements of these calls that somebody has seen: ids of calls and analyses. */
    async ofCalls(callIds: readonly string[]): Promise<{ callId: string; analysisId: string }[]> {
      return database
        .selectFrom('acknowledgements')
        .select(['call_id as callId', 'analysis_id as analysisId'])
        .where('call_id', 'in', callIds)
        .execute();
    },

    /** Who has seen which judgement of a call, oldest first. */
    ofCall: (callId: string): Promise<{ analysisId: string; account: string; at: string }[]> =>
      seenOf({ call: callId }),
  };
}
