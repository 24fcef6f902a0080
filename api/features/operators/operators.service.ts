/** The operators whose calls a reader may see. */
import type { CallScope } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import type { OperatorList } from './operators.schemas.ts';

/** Lists of so many scopes are kept. */
const mostLists = 200;

export function operatorsService(deps: Pick<ApiDeps, 'ledger' | 'whileUnchanged'>) {
  const lists = deps.whileUnchanged<OperatorList>(['calls'], mostLists);
  return {
    list: (scope: CallScope): Promise<OperatorList> =>
      lists(JSON.stringify(scope), async () => ({ items: await deps.ledger.operators(scope) })),
  };
}
