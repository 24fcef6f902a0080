/** The English words of «Стандарт». */
import { calls, number } from './en-counts.ts';
import { pluralEn } from './plural.ts';
import type { TrendTexts } from './ru-trends.ts';

export const enStandard: TrendTexts['standard'] = {
  title: 'Standard',
  intro:
    'Every requirement of the standard: what checks it and how often it is kept in the period. “A person”: the program cannot judge it.',
  sectionsLabel: 'Sections of the standard',
  how: {
    checked: 'the program',
    partly: 'partly, the rest a person',
    person: 'only a person',
    setup: 'once at set-up',
  },
  onlyMachine: 'Only what the program checks',
  requirement: 'Requirement',
  judgedBy: 'Checked by',
  rate: 'Kept',
  kinds: { binary: 'yes or no', count: 'number of times', density: 'per 100 words', time: 'time' },
  hint: 'a hint, not scored',
  weight: (weight) => `weight ${weight}`,
  fatal: 'fatal fault',
  rule: (name, entries) => `${name}: ${number(entries)} ${pluralEn(entries, 'entry', 'entries')}`,
  foundIn: (found, unsure, count) => {
    if (count === 0) return 'none in the period';
    const certain = `${number(found)} ${pluralEn(found, 'fault', 'faults')}`;
    const asked = `${number(unsure)} ${pluralEn(unsure, 'question', 'questions')}`;
    const both = [...(found > 0 ? [certain] : []), ...(unsure > 0 ? [asked] : [])];
    return `${both.join(' and ')} in ${calls(count)}`;
  },
  entriesOf: (rule) => `Entries of the rule “${rule}”`,
  examples: 'Examples',
  examplesOf: (examples, title) => `${examples}: ${title} – failed`,
  trust: 'How far the rules can be trusted',
  notSure: (count) => `not sure: ${number(count)}`,
  better: 'Better',
  found: 'Faults',
  unsure: 'Questions',
  calls: 'Calls',
  entry: 'Entry',
  noEntries: 'The rule does not go by words: it has no lexicon entries.',
};
