/** The operators whose calls a reader may see. */
import type { CallScope } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import type { OperatorList } from './operators.schemas.ts';

export function operatorsService(deps: Pick<ApiDeps, 'ledger'>) {
  return {
    async list(scope: CallScope): Promise<OperatorList> {
      return { items: await deps.ledger.operators(scope) };
    },
  };
}
