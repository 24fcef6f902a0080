/** The words of the operator's page, disputes, notices and coaching: they come with those pages. */
import { enOperator } from './en-operator.ts';
import { useLanguage } from './language.tsx';
import { type OperatorTexts, ruOperator } from './ru-operator.ts';

export const useOperatorTexts = (): OperatorTexts => (useLanguage().language === 'en' ? enOperator : ruOperator);
