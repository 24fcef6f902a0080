/** What a service of the S3 protocol answers when it does not do what it was asked, in words for the administrator. */
import { KamertonError } from '../../platform/errors.ts';
import { StillChanging } from '../place.ts';
import { networkCause } from '../remote/network-cause.ts';
import type { S3Source } from '../source.ts';

/** What an operation needs, for the line about missing rights. */
export type Right = 's3:ListBucket' | 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject';

const wrongKey = new Set([
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'ExpiredToken',
  'Unauthorized',
]);
const elsewhere = new Set(['PermanentRedirect', 'AuthorizationHeaderMalformed', 'TemporaryRedirect']);

/** The error to throw for one that the client threw. Nothing of the answer's text is shown: it may name objects. */
export function s3Fault(error: unknown, { endpoint, bucket, name }: S3Source, right: Right): Error {
  if (error instanceof KamertonError || error instanceof StillChanging) return error;
  const { name: code = '', $metadata } = (error ?? {}) as {
    name?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const say = (why: string) => new KamertonError('source_unavailable', `источник ${name}: ${why}`, { cause: error });
  if (code === 'NoSuchBucket') return say(`корзины ${bucket} нет на ${endpoint}; проверьте bucket и endpoint`);
  if (wrongKey.has(code))
    return say(
      'S3 не принимает ключ доступа; проверьте access_key_file и secret_key_file или KAMERTON_S3_ACCESS_KEY и KAMERTON_S3_SECRET_KEY',
    );
  if (code === 'RequestTimeTooSkewed') return say('часы этого сервера расходятся с часами S3; сверьте время');
  if (elsewhere.has(code) || status === 301 || status === 307)
    return say(`S3 ждёт корзину ${bucket} в другом регионе или по другому адресу; проверьте region и endpoint`);
  if (code === 'SlowDown' || status === 429 || status === 503) return say('S3 просит обращаться реже; попробую позже');
  if (code === 'AccessDenied' || status === 403) return say(`ключу не хватает права ${right} на корзину ${bucket}`);
  const cause = networkCause(error);
  if (cause !== null) return say(`${endpoint}: ${cause}`);
  return say(
    `S3 отвечает ${status ?? 'непонятно'}${/^[A-Za-z]{1,60}$/.test(code) ? ` (${code})` : ''}; попробую позже`,
  );
}

/** True when the object was changed or removed since it was found. */
export const isGone = (error: unknown): boolean => {
  const { name, $metadata } = (error ?? {}) as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (name === 'NoSuchBucket') return false;
  return name === 'NoSuchKey' || name === 'NotFound' || [404, 412].includes($metadata?.httpStatusCode ?? 0);
};
