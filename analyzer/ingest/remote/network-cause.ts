/** Why another machine could not be reached, in words for the administrator. */

const causes: Record<string, string> = {
  ENOTFOUND: 'имя узла не найдено; проверьте адрес и DNS',
  EAI_AGAIN: 'имя узла не найдено: DNS не отвечает',
  ECONNREFUSED: 'соединение не принято; проверьте адрес, порт и запущен ли сервер',
  ECONNRESET: 'соединение оборвалось',
  EPIPE: 'соединение оборвалось',
  ETIMEDOUT: 'сервер не отвечает; проверьте адрес и сетевой экран',
  TimeoutError: 'сервер не ответил вовремя',
  AbortError: 'сервер не ответил вовремя',
  EHOSTUNREACH: 'до сервера нет пути в сети',
  ENETUNREACH: 'до сервера нет пути в сети',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'сертификату сервера нет доверия; укажите ca_file',
  SELF_SIGNED_CERT_IN_CHAIN: 'сертификату сервера нет доверия; укажите ca_file',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'сертификату сервера нет доверия; укажите ca_file',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'сертификату сервера нет доверия; укажите ca_file',
  CERT_HAS_EXPIRED: 'сертификат сервера просрочен',
  ERR_TLS_CERT_ALTNAME_INVALID: 'сертификат выдан на другое имя узла',
  EPROTO: 'сервер не говорит по TLS; проверьте, http это или https',
};

/** The cause by the code or the name of an error; null for an unknown one. */
export function networkCause(error: unknown): string | null {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  for (const key of [code, name]) if (typeof key === 'string' && Object.hasOwn(causes, key)) return causes[key] ?? null;
  return null;
}
