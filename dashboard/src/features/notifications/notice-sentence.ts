/** A notice as one sentence. Pure. */
import type { Notice } from '../../api/shapes.ts';
import type { OperatorTexts } from '../../i18n/ru-operator.ts';

/** What a notice does not tell is left empty: the sentence still says what happened. */
export function noticeSentence(
  { kind, values }: Pick<Notice, 'kind' | 'values'>,
  texts: OperatorTexts['notices'],
): string {
  const said = texts.kinds[kind];
  const by = String(values.by ?? '');
  const subject = values.count === undefined ? String(values.call ?? values.entry ?? '') : Number(values.count);
  return typeof said === 'string' ? said : (said as (by: string, subject: string | number) => string)(by, subject);
}
