/** The list of calls as a table: the rows and figures of the screen, page after page. */
import type { CallScope, Cell, LedgerCall } from '#analyzer';
import type { ApiDeps } from '../../deps.ts';
import type { CallSummary } from '../calls/calls.schemas.ts';
import { type CallsFilter, callsService } from '../calls/calls.service.ts';

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

/** «2026-03-11 09:14:05» in the call centre's zone. */
export function localMoment(iso: string, timeZone: string): { local: string } {
  return { local: new Date(iso).toLocaleString('sv', { timeZone }) };
}

/** One row after another; the next page is read only when the reader has taken this one. */
export async function* callRows(
  deps: Pick<ApiDeps, 'ledger' | 'facts' | 'recordings' | 'unmasked' | 'timeZone'>,
  filter: CallsFilter,
  scope: CallScope,
): AsyncGenerator<readonly Cell[]> {
  const service = callsService(deps);
  let cursor: string | undefined;
  do {
    const page = await service.list({ ...filter, limit: rowsAtOnce, cursor }, scope);
    for (const call of page.items) yield rowOf(call, deps.timeZone);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const rowOf = (call: CallSummary, timeZone: string): readonly Cell[] => [
  call.externalId,
  call.startedAt === null ? null : localMoment(call.startedAt, timeZone),
  localMoment(call.receivedAt, timeZone),
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
];
