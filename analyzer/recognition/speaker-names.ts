/** Names by which transcripts call the speakers. */
import type { Speaker } from '../domain/call.ts';

const names: ReadonlyMap<string, Speaker> = new Map([
  ...['оператор', 'сотрудник', 'менеджер', 'диспетчер', 'operator', 'agent'].map((one) => [one, 'operator'] as const),
  ...['клиент', 'абонент', 'собеседник', 'потребитель', 'client', 'customer', 'caller'].map(
    (one) => [one, 'client'] as const,
  ),
  ...['специалист', 'specialist'].map((one) => [one, 'specialist'] as const),
  ...['автоответчик', 'робот', 'автоинформатор', 'ivr'].map((one) => [one, 'ivr'] as const),
]);

/** For errors: what a speaker may be called. */
export const speakerNamesHint = 'Оператор, Клиент, Специалист или Автоответчик';

/** The speaker of a name: its first word counts, in any case («Оператор Марина», «CLIENT 1»); undefined when unknown. */
export function speakerOfName(name: string): Speaker | undefined {
  const first = /[\p{L}]+/u.exec(name)?.[0];
  return first === undefined ? undefined : names.get(first.toLowerCase());
}
