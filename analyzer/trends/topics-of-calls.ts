/** What calls are about: the topics of the lexicon folder, told of every transcript in the facts store. */
import { loadTopics, type Topic } from '#lexicons';
import { hashPlain } from '#platform';
import { loadMorphology } from '../language/morphology.ts';
import { searchWords } from '../language/search-words.ts';
import type { CallTopics } from '../storage/facts/call-topics.ts';

export interface TopicsOfCalls {
  /** In the order of the file. */
  list: readonly Topic[];
  /** Tells the topics of transcripts that have none yet, or have those of other word lists. */
  catchUp(): Promise<void>;
}

/** Reads the topics; forms of their words are made when they are needed first. */
export function topicsOfCalls(stored: CallTopics): TopicsOfCalls {
  const list = loadTopics();
  const lists = hashPlain(JSON.stringify(list)).slice(0, 16);
  const forms = async () => {
    const morphology = await loadMorphology();
    return list.map(({ id, words }) => ({ id, forms: words.flatMap((word) => searchWords(word, morphology).flat()) }));
  };
  let made: ReturnType<typeof forms> | undefined;
  return {
    list,
    async catchUp() {
      made ??= forms();
      await stored.catchUp(await made, lists);
    },
  };
}
