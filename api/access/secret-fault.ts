/** Secrets that everybody knows or can guess are refused at the start. */

const known = /change|secret|password|пароль|секрет|default|example|kamerton|admin|qwerty|12345|test/i;

/** Why a secret of the environment cannot be used, as one Russian line; null when it can. */
export function secretFault(value: string, least: number): string | null {
  if (value.length < least) return `секрет короче ${least} знаков; сделайте его так: openssl rand -base64 48`;
  if (new Set(value).size < 8 || (known.test(value) && new Set(value).size < 20))
    return 'секрет из примера или легко угадывается; сделайте его так: openssl rand -base64 48';
  return null;
}
