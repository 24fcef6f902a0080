/** What people call a file of the lexicons. */
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';

/** The title of a file; an unknown one keeps its name. */
export function useFileTitle(): (file: string) => string {
  const words = useLexiconTexts();
  const rules: Record<string, string> = useTexts().rules;
  return (file) => {
    const known = words.names[file];
    if (known !== undefined) return known;
    const [, folder = '', name = ''] = /^(\w+)\/(\w+)\./.exec(file) ?? [];
    const rule = rules[name];
    if (rule === undefined) return file;
    return folder === 'words' ? words.ofWords(rule) : words.ofRules(rule);
  };
}
