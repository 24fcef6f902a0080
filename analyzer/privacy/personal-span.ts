/** What counts as personal data in a call's words, and how a place of it is told. */

/** Kinds of personal data and the mask that stands for each in a text. */
export const maskOf = {
  phone: '[ТЕЛЕФОН]',
  card: '[КАРТА]',
  passport: '[ПАСПОРТ]',
  snils: '[СНИЛС]',
  inn: '[ИНН]',
  account: '[ЛИЦЕВОЙ СЧЁТ]',
  number: '[НОМЕР]',
  email: '[ПОЧТА]',
  address: '[АДРЕС]',
  name: '[ФИО]',
  birth: '[ДАТА РОЖДЕНИЯ]',
} as const;
export type PersonalKind = keyof typeof maskOf;
export const personalKinds = Object.keys(maskOf) as PersonalKind[];

/** One stretch of personal data inside one segment. */
export interface PersonalSpan {
  kind: PersonalKind;
  /** Index in the call's segments. */
  segment: number;
  /** Character offsets in the segment's text. */
  from: number;
  to: number;
  /** Seconds: from the first word's start to the last word's end. */
  start: number;
  end: number;
}
