/** The list of calls as a table: the rows and figures of the screen, page after page. */
import type { CallScope, Cell, LedgerCall } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import type { CallSummary } from './calls.schemas.ts';
import { type CallsFilter, callsService } from './calls.service.ts';

/** Rows read at once: the scores of so many calls are asked for together. */
const rowsAtOnce = 1_000;

export const callHeadings = [
  'Звонок',
  'Начало',
  'Получен',
  'Направление',
  'Номер оператора',
  'Оператор',
  'Состояние',
  'Длительность, с',
  'Оценка',
  'Нарушений',
  'Под вопросом',
  'Грубое нарушение',
  'Причина остановки',
  'Оценка программы',
];

const directions = { incoming: 'входящий', outgoing: 'исходящий' };
const states: Record<LedgerCall['state'], string> = {
  waiting: 'в очереди',
  processing: 'обработка',
  no_model: 'нет речевой модели',
  done: 'готов',
  refused: 'не принят',
  failed: 'ошибка',
};

/** Writes instants as «2026-03-11 09:14:05» in the call centre's zone. */
export function momentsIn(timeZone: string): (iso: string) => { local: string } {
  const format = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  return (iso) => ({ local: format.format(new Date(iso)) });
}

/** One row after another; the next page is read only when the reader has taken this one. */
export async function* callRows(
  deps: Pick<
    ApiDeps,
    'ledger' | 'facts' | 'screens' | 'recordings' | 'unmasked' | 'timeZone' | 'desk' | 'whileUnchanged'
  >,
  filter: CallsFilter,
  scope: CallScope,
): AsyncGenerator<readonly Cell[]> {
  const service = callsService(deps);
  const moment = momentsIn(deps.timeZone);
  let cursor: string | undefined;
  do {
    const page = await service.page({ ...filter, limit: rowsAtOnce, cursor }, scope);
    for (const call of page.items) yield rowOf(call, moment);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const rowOf = (call: CallSummary, moment: ReturnType<typeof momentsIn>): readonly Cell[] => [
  call.externalId,
  call.startedAt === null ? null : moment(call.startedAt),
  moment(call.receivedAt),
  call.direction === null ? null : directions[call.direction],
  call.operatorId,
  call.operatorName,
  states[call.state],
  call.duration,
  call.score,
  call.findings,
  call.unsure,
  call.score === null ? null : call.fatal,
  call.error?.message ?? null,
  call.machineScore,
];
