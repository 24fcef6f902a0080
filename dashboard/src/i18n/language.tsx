/** The language of the interface: Russian first, English second; the choice is remembered. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { ru, type Texts } from './ru.ts';

export const languages = { ru: 'Русский', en: 'English' } as const;
export type Language = keyof typeof languages;

const rememberedAs = 'kamerton.language';

interface LanguageChoice {
  language: Language;
  texts: Texts;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'ru', texts: ru, choose: () => {} });

/** Russian is always there; another language is fetched when it is chosen. */
async function dictionaryOf(language: Language): Promise<Texts> {
  return language === 'en' ? (await import('./en.ts')).en : ru;
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState<Language>(() => (localStorage.getItem(rememberedAs) === 'en' ? 'en' : 'ru'));
  const [shown, setShown] = useState<{ language: Language; texts: Texts } | null>(
    chosen === 'ru' ? { language: 'ru', texts: ru } : null,
  );
  useEffect(() => {
    let current = true;
    const show = (texts: Texts) => {
      if (!current) return;
      document.documentElement.lang = chosen;
      setShown({ language: chosen, texts });
    };
    dictionaryOf(chosen).then(show, () => setShown((before) => before ?? { language: 'ru', texts: ru }));
    return () => {
      current = false;
    };
  }, [chosen]);
  const choose = (next: Language) => {
    localStorage.setItem(rememberedAs, next);
    setChosen(next);
  };
  return shown && <LanguageContext value={{ ...shown, choose }}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageChoice => useContext(LanguageContext);

/** The words of the chosen language. */
export const useTexts = (): Texts => useContext(LanguageContext).texts;
