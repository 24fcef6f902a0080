/** The words of trust and calibration: they come with those pages. */
import { enTrust } from './en-trust.ts';
import { useLanguage } from './language.tsx';
import { ruTrust, type TrustTexts } from './ru-trust.ts';

export const useTrustTexts = (): TrustTexts => (useLanguage().language === 'en' ? enTrust : ruTrust);
