/** Every question that a screen asks of the facts, by what a person would call it. */
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import { searchWords } from '../../../analyzer/language/search-words.ts';
import type { FactsClient } from '../../../analyzer/storage/facts/client.ts';
import type { CallFilter } from '../../../analyzer/storage/facts/screens/period.ts';
import { rankingNames } from '../../../analyzer/storage/facts/screens/ranked-calls.ts';
import { type CallScreens, callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';

type Questions = Record<string, () => Promise<unknown>>;

const all = { kind: 'all' } as const;
const page = { order: 'newest' as const, limit: 50 };
const worst = { ...page, order: 'worst' as const };

/** The questions over the calls of a period. */
export async function screenQuestions(client: FactsClient, filter: CallFilter): Promise<Questions> {
  const screens = callScreens(client);
  return {
    ...(await lists(screens, filter)),
    ...machineCounts(screens, filter),
    ...(await searches(screens, filter)),
    ...estimates(screens, filter, ''),
    ...estimates(screens, { ...filter, people: true }, 'people’s: '),
    ...estimates(screens, { ...filter, people: true, sampled: true }, 'sample, people’s: '),
    ...drillDown(screens, { ...filter, people: true }, 'people’s: '),
    ...drillDown(screens, { ...filter, people: true, sampled: true }, 'sample, people’s: '),
  };
}

async function lists(screens: CallScreens, filter: CallFilter): Promise<Questions> {
  const ofRule = { ...filter, rules: ['diminutive'] };
  const [busiest] = (await screens.scoresByOperator(all, filter)).sort((a, b) => b.calls - a.calls);
  const operator = { kind: 'operator', operatorId: busiest?.operator_id ?? '' } as const;
  const second = (await screens.list(all, filter, page)).nextCursor ?? undefined;
  const ranked = rankingNames.map((ranking) => [
    `all calls, ${ranking.replaceAll('_', ' ')} first`,
    () => screens.ranked(all, ranking, { limit: 50 }),
  ]);
  return {
    'queue, newest': () => screens.list(all, filter, page),
    'queue, second page': () => screens.list(all, filter, { ...page, cursor: second }),
    'queue, worst first': () => screens.list(all, filter, worst),
    ...Object.fromEntries(ranked),
    'calls of an operator, best first': () => screens.ranked(operator, 'best', { limit: 50 }),
    'queue of a rule': () => screens.list(all, ofRule, page),
    'queue, nothing fits': () => screens.list(all, { ...filter, entries: ['no/such'] }, page),
    'queue, nobody’s calls': () => screens.list(all, { ...filter, operators: ['nobody'] }, page),
    'calls of an operator': () => screens.list(operator, filter, page),
    'calls counted': () => screens.count(all, filter),
    'calls counted, nothing fits': () => screens.count(all, { ...filter, entries: ['no/such'] }),
    'examples of a rule': () => screens.examples(all, ofRule, { ...page, limit: 20 }),
    'operator’s score by week': () => screens.scoresByStep(operator, { ...filter, step: 'week' }),
  };
}

function machineCounts(screens: CallScreens, filter: CallFilter): Questions {
  const stepped = { ...filter, step: 'week' as const };
  return {
    'scores by week': () => screens.scoresByStep(all, stepped),
    'scores by operator': () => screens.scoresByOperator(all, filter),
    'scores by operator and week': () => screens.scoresByOperatorAndStep(all, stepped),
    'times of Table 5 by week': () => screens.timesByStep(all, stepped),
    'times by operator': () => screens.timesByOperator(all, filter),
    'version marks': () => screens.versionMarks(all, filter),
  };
}

/** What trends, the standard and reports are made of: the same questions for the machine's word, for people's, for the sample. */
function estimates(screens: CallScreens, filter: CallFilter & { people?: boolean }, kind: string): Questions {
  const stepped = { ...filter, step: 'week' as const };
  const questions: Questions = {
    'estimates by week': () => screens.weighed.bySteps(all, stepped),
    'estimates by operator': () => screens.weighed.byOperators(all, filter),
    'estimates by hour': () => screens.weighed.byHours(all, filter),
    'estimates by topic': () => screens.weighed.byTopics(all, filter),
    'estimates by week of a topic': () => screens.weighed.bySteps(all, { ...stepped, topics: ['debt'] }),
    'criteria, the standard': () => screens.weighed.criteria(all, filter),
    'a criterion by week': () => screens.weighed.criteriaBySteps(all, stepped),
    'heat map': () => screens.weighed.criteriaByOperators(all, filter),
    'findings by rule': () => screens.findingsByRule(all, filter),
    'findings by entry': () => screens.findingsByEntry(all, { ...filter, most: 100 }),
    'entries of a rule': () => screens.findingsByEntry(all, { ...filter, most: 10_000 }),
    'top phrases': () => screens.topPhrases(all, { ...filter, most: 50 }),
  };
  return Object.fromEntries(Object.entries(questions).map(([name, ask]) => [`${kind}${name}`, ask]));
}

/** From a figure to its calls: a page, and how many there are. */
function drillDown(screens: CallScreens, filter: CallFilter & { people: boolean }, kind: string): Questions {
  const failed = { ...filter, criteria: ['no.such'] };
  return {
    [`${kind}calls, newest`]: () => screens.list(all, filter, page),
    [`${kind}calls, worst first`]: () => screens.list(all, filter, worst),
    [`${kind}calls of a criterion, worst first`]: () =>
      screens.list(all, { ...filter, criteria: ['greeting.name'] }, worst),
    [`${kind}calls, nothing fits`]: () => screens.list(all, failed, page),
    [`${kind}calls counted`]: () => screens.count(all, filter),
    [`${kind}calls counted, nothing fits`]: () => screens.count(all, failed),
  };
}

async function searches(screens: CallScreens, filter: CallFilter): Promise<Questions> {
  const morphology = await loadMorphology();
  const search = (text: string, mode: 'all' | 'phrase', { notSaid = false, distance = 0 } = {}) =>
    screens.search(
      all,
      filter,
      { words: searchWords(text, morphology), mode, distance, channel: 'both', notSaid },
      page,
    );
  return {
    'who said a word': () => search('счетчик', 'all'),
    'who said a rare word': () => search('диктую', 'all'),
    'who said a word that nobody said': () => search('каракатица', 'all'),
    'who said a phrase': () => search('передать показания', 'phrase'),
    'who said a phrase that nobody said': () => search('показания передать', 'phrase'),
    'who said three words': () => search('счетчик показания договор', 'all'),
    'who said three frequent words': () => search('счетчик показания вода', 'all'),
    'who said a rare and a frequent word': () => search('каракатица счетчик', 'all'),
    'who said two words that nobody said together': () => search('площадь взносов', 'all'),
    'who said a phrase of three words': () => search('передать показания счетчика', 'phrase'),
    'who said a phrase over another word that nobody said': () =>
      search('показания площадь', 'phrase', { distance: 1 }),
    'who did not say a word': () => search('счетчик', 'all', { notSaid: true }),
    'who did not say three words': () => search('счетчик показания вода', 'all', { notSaid: true }),
  };
}
