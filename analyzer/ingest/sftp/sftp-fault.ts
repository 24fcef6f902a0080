/** What goes wrong with a server of SFTP, in words for the administrator. */
import { KamertonError } from '../../platform/errors.ts';
import { StillChanging } from '../place.ts';
import { networkCause } from '../remote/network-cause.ts';
import type { SftpSource } from '../source.ts';

/** Status codes of the protocol (draft-ietf-secsh-filexfer-02, 7). */
const endOfFile = 1;
const noSuchFile = 2;
const permissionDenied = 3;

const statusOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/** True when everything was read. */
export const isAtEnd = (error: unknown): boolean => statusOf(error) === endOfFile;

/** True when there is no such file. */
export const isMissing = (error: unknown): boolean => statusOf(error) === noSuchFile;

/** Our own line about a source. */
export const sftpProblem = ({ name }: SftpSource, why: string, cause?: unknown): KamertonError =>
  new KamertonError('source_unavailable', `источник ${name}: ${why}`, { cause });

/** The error to throw for one that the connection threw. */
export function sftpFault(error: unknown, source: SftpSource): Error {
  if (error instanceof KamertonError || error instanceof StillChanging) return error;
  const { host, port, user, folder } = source;
  if (statusOf(error) === permissionDenied)
    return sftpProblem(source, `пользователю ${user} не хватает прав в ${folder} на ${host}`, error);
  if ((error as { level?: unknown } | null)?.level === 'client-authentication')
    return sftpProblem(source, `${host} не впускает пользователя ${user}; проверьте имя и ключ или пароль`, error);
  if ((error as { level?: unknown } | null)?.level === 'client-timeout')
    return sftpProblem(source, `${host}:${port}: сервер не ответил вовремя`, error);
  const cause = networkCause(error);
  return sftpProblem(source, `${host}:${port}: ${cause ?? 'соединение по SFTP не удалось или оборвалось'}`, error);
}
