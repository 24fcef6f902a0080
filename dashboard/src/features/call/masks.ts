/** Masks of personal data in a transcript: «[ТЕЛЕФОН]» stands where a telephone number was said. */
import type { Segment } from '../../api/shapes.ts';

const mask = /^\[(ТЕЛЕФОН|КАРТА|ПАСПОРТ|СНИЛС|ИНН|ЛИЦЕВОЙ СЧЁТ|НОМЕР|ПОЧТА|АДРЕС|ФИО|ДАТА РОЖДЕНИЯ)\]/;
export type MaskName =
  | 'ТЕЛЕФОН'
  | 'КАРТА'
  | 'ПАСПОРТ'
  | 'СНИЛС'
  | 'ИНН'
  | 'ЛИЦЕВОЙ СЧЁТ'
  | 'НОМЕР'
  | 'ПОЧТА'
  | 'АДРЕС'
  | 'ФИО'
  | 'ДАТА РОЖДЕНИЯ';

/** What a word or a piece of text hides; null when it is no mask. */
export const maskNameOf = (text: string): MaskName | null => (mask.exec(text)?.[1] as MaskName | undefined) ?? null;

/** True when something is hidden in the transcript. */
export const hasMasks = (segments: readonly Segment[]): boolean =>
  segments.some(({ text }) => text.includes('[') && text.split('[').some((part) => maskNameOf(`[${part}`) !== null));
