/** What went wrong in the store, said for people: no host, no statement, no row of it reaches the message. */
import { ClickHouseError } from '@clickhouse/client';
import { ZodError } from 'zod';
import { KamertonError } from '#platform';

/** Codes of the server (ErrorCodes.cpp): limits of time, rows, memory. */
const tooMuch = new Set(['158', '159', '241', '307', '396', '160', '394']);
const wrongAccount = new Set(['192', '193', '194', '516', '497']);

/** True when the server may not have got the request, or has got it and could not say so: repeating an idempotent one helps. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof ClickHouseError || error instanceof ZodError || !(error instanceof Error)) return false;
  const { code = '' } = error as { code?: string };
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|HPE_|ERR_STREAM_PREMATURE)/.test(code) ||
    /^(Timeout error|socket hang up|aborted|read ECONN|Error while )/i.test(error.message)
  );
}

/** The server's code behind an error of ours. */
export const serverCode = (error: unknown): string | null =>
  error instanceof Error && error.cause instanceof ClickHouseError ? error.cause.code : null;

/** The server's own refusal of an insert as one clear error; null for anything else. */
export function storeRefusal(error: unknown): KamertonError | null {
  const told = error instanceof ClickHouseError ? storeError(error, 'insert') : null;
  return told instanceof KamertonError ? told : null;
}

/** Turns anything that a query or an insert threw into one clear error; errors of our own are passed on. */
export function storeError(error: unknown, what: string): Error {
  if (error instanceof KamertonError || error instanceof ZodError) return error;
  const options = { cause: error };
  if (error instanceof ClickHouseError) {
    if (tooMuch.has(error.code)) {
      const message = 'в хранилище слишком много данных для одного ответа: сузьте период или добавьте фильтр';
      return new KamertonError('too_large', message, options);
    }
    if (wrongAccount.has(error.code)) {
      const message =
        'хранилище оценок не признаёт учётную запись Kamerton: проверьте CLICKHOUSE_USER, CLICKHOUSE_PASSWORD и её права';
      return new KamertonError('store_unavailable', message, options);
    }
    const message = `хранилище оценок ответило ошибкой ${error.code} ${error.type ?? ''} (${what})`;
    return new KamertonError('store_unavailable', message.replace(/ +/g, ' '), options);
  }
  // A broken answer that is no connection error of the system's: a body cut in the middle of a row.
  const cut = isConnectionError(error) || error instanceof SyntaxError;
  const message = cut
    ? 'связь с хранилищем оценок прервалась или оно не отвечает; повторите чуть позже, если не проходит – проверьте ClickHouse'
    : `хранилище оценок дало непонятный ответ (${what})`;
  return new KamertonError('store_unavailable', message, options);
}
