/** Search of words on a real store against calls counted by hand: forms, phrases, channels, «did not say», masks, pages. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Segment, Speaker } from '../../../analyzer/domain/call.ts';
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import { searchWords } from '../../../analyzer/language/search-words.ts';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { runScopedQuery } from '../../../analyzer/storage/facts/query.ts';
import type { CallFilter } from '../../../analyzer/storage/facts/screens/period.ts';
import { saidQueries } from '../../../analyzer/storage/facts/screens/said-queries.ts';
import { noPhrase, phrasePatterns, type WordSearch } from '../../../analyzer/storage/facts/screens/said-words.ts';
import { type CallScreens, callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { these } from '../../../analyzer/storage/facts/these-calls.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const all = { kind: 'all' } as const;
const month: CallFilter = { from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Moscow' };
const morphology = await loadMorphology();
let screens: CallScreens;
let runs: CallRun[];

const call = (day: number, operatorId: string, ...said: [Speaker, string][]): CallRun => {
  const segments = said.map(([speaker, text], i): Segment => ({ speaker, start: i * 5, end: i * 5 + 4.5, text }));
  const startedAt = `2026-03-0${day}T08:00:00.000Z`;
  return makeRun({ startedAt, operatorId, externalId: String(day), analysis: makeAnalysis('x', { segments }) });
};

beforeAll(async () => {
  screens = callScreens(store.client);
  runs = [
    call(1, 'op-1', ['operator', 'Добрый день!'], ['client', 'Мне нужен «Счётчик»…']),
    call(2, 'op-1', ['operator', 'Какой у вас счетчик, электрический?'], ['client', 'Нет, нужен мастер.']),
    call(3, 'op-2', ['operator', 'Показания счётчиков нужно передать'], ['client', 'Я хочу расторгнуть договор']),
    call(4, 'op-2', ['operator', 'Вас зовут [ФИО]?'], ['client', 'Договор [ФИО] расторгнуть']),
    // Over another word and over a mask: no phrase.
    call(5, 'op-2', ['operator', 'ТЕЛЕФОН счёт'], ['client', 'расторгнуть мой договор, расторгнуть [НОМЕР] договор']),
  ];
  await callFacts(store.client).write(...runs);
  // The words of the first call's client are masked afterwards; of the second call another run has other words.
  const [first, second] = runs;
  if (!first || !second) throw new Error('no calls');
  await callFacts(store.client).write({
    ...first,
    run: 2,
    analysis: makeAnalysis('x', {
      segments: [
        { speaker: 'operator', start: 0, end: 4.5, text: 'Добрый день!' },
        { speaker: 'client', start: 5, end: 9.5, text: 'Мне нужен [НОМЕР]' },
      ],
    }),
  });
});

const find = (text: string, search: Partial<WordSearch> = {}, filter: Partial<CallFilter> = {}) =>
  screens.search(
    all,
    { ...month, ...filter },
    { words: searchWords(text, morphology), mode: 'all', channel: 'both', ...search },
    { limit: 50 },
  );
const days = async (...asked: Parameters<typeof find>) =>
  (await find(...asked)).items.map((item) => Number(item.externalId));

describe('search of words', () => {
  it.each<[string, string, Partial<WordSearch>, number[]]>([
    ['every form, ё and case, with signs around', 'СЧЕТЧИК', {}, [3, 2]],
    ['one form alone in quotes', '«счетчиков»', {}, [3]],
    ['a word is not its beginning', 'сче', {}, []],
    ['another word of the same root', 'счёт', {}, [5]],
    ['by the operator', 'договор', { channel: 'operator' }, []],
    ['by the client', 'договор', { channel: 'client' }, [5, 4, 3]],
    ['all words, over two speakers', 'счетчик мастер', {}, [2]],
    ['all words, one speaker', 'счетчик мастер', { channel: 'operator' }, []],
    ['a phrase in its order', 'расторгнуть договор', { mode: 'phrase' }, [3]],
    ['the same words in any order', 'расторгнуть договор', {}, [5, 4, 3]],
    ['a phrase with a word in between', 'расторгнуть договор', { mode: 'phrase', distance: 1 }, [5, 3]],
    ['a phrase whose words stand further apart', 'показания передать', { mode: 'phrase', distance: 1 }, []],
    ['a phrase over two words', 'счетчиков передать', { mode: 'phrase', distance: 2 }, [3]],
    ['a phrase with ё and signs in it', 'мне нужен счетчик', { mode: 'phrase' }, []],
    ['a phrase over signs', 'нужно передать', { mode: 'phrase' }, [3]],
    ['a phrase in capitals', 'телефон счёт', { mode: 'phrase', channel: 'operator' }, [5]],
    ['ё in a phrase', 'телефон счет', { mode: 'phrase' }, [5]],
    ['no distance leads over a mask', 'расторгнуть «номер» договор', { mode: 'phrase', distance: 5 }, []],
    ['one word as a phrase', 'договор', { mode: 'phrase' }, [5, 4, 3]],
    ['a phrase of three words', 'счетчиков нужно передать', { mode: 'phrase' }, [3]],
    ['three words of which only two stand side by side', 'показания нужно передать', { mode: 'phrase' }, []],
    ['what is masked', 'ФИО', {}, []],
    ['a word that is also the name of a mask', 'телефон', {}, [5]],
    ['what was masked later', '«нужен»', { channel: 'client' }, [2, 1]],
    ['two words of which one was masked later', '«нужен» счетчик', {}, [2]],
    ['a phrase that was masked later', 'нужен счетчик', { mode: 'phrase' }, []],
    ['who did not say', 'счетчик', { notSaid: true, channel: 'operator' }, [5, 4, 1]],
    ['who did not say a phrase', 'расторгнуть договор', { notSaid: true, mode: 'phrase' }, [5, 4, 2, 1]],
    ['nothing to search', '…', {}, []],
  ])('%s', async (_, text, search, expected) => expect(await days(text, search)).toEqual(expected));

  it('gives the segments that hold the words', async () => {
    const { items } = await find('договор расторгнуть', { mode: 'all' }, { operators: ['op-2'], to: '2026-03-03' });
    expect(items.map(({ said }) => said)).toMatchObject([
      [{ seq: 1, speaker: 'client', start: 5, end: 9.5, text: 'Я хочу расторгнуть договор' }],
    ]);
    expect((await find('счетчик', { notSaid: true })).items.every(({ said }) => said.length === 0)).toBe(true);
  });

  it('shows nobody calls out of scope', async () => {
    const words = searchWords('счетчик', morphology);
    for (const notSaid of [false, true]) {
      const search = { words, mode: 'all', channel: 'both', notSaid } as const;
      const { items } = await screens.search({ kind: 'operator', operatorId: 'op-1' }, month, search, { limit: 50 });
      expect(items.map(({ externalId }) => externalId)).toEqual(notSaid ? ['1'] : ['2']);
    }
  });

  it('pages of one give every call once', async () => {
    const words = searchWords('договор', morphology);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const search = { words, mode: 'all', channel: 'both' } as const;
      const page = await screens.search(all, month, search, { limit: 1, cursor });
      seen.push(...page.items.map(({ externalId }) => externalId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(['5', '4', '3']);
  });

  it('looks for six words and says when there are more', async () => {
    const six = 'какой у вас счетчик электрический мастер';
    expect(await days(six)).toEqual([2]);
    const words = [...searchWords(six, morphology), ['нет']];
    const search = { words, mode: 'all', channel: 'both' } as const;
    await expect(screens.search(all, month, search, { limit: 50 })).rejects.toMatchObject({ code: 'too_large' });
  });

  const wholeMonth = {
    ...month,
    after_at: '2290-01-01 00:00:00.000',
    after_id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
    size: 50,
    since: '2026-02-28',
    until: '2026-04-01',
    speakers: ['operator', 'client'],
    not_said: false,
  };

  it('asks the index of pairs for a phrase', async () => {
    const query = saidQueries.index.phrase[1] ?? expect.fail('no such query');
    const [w1, w2] = searchWords('расторгнуть договор', morphology);
    const [, ofSegments] = /IN \(\s*(SELECT analysis_id FROM segments[\s\S]*)\)\) != /.exec(query.sql) ?? [];
    const plan = await store.client.query({
      query: `EXPLAIN indexes = 1 ${ofSegments}`,
      query_params: { ...wholeMonth, w1, w2 },
      format: 'TabSeparatedRaw',
    });
    // No text is read: the condition is a column that the index makes.
    expect(await plan.text()).toContain('__text_index_ix_pairs');
  });

  it('is answered by the text index; reading the texts, as on an older server, finds the same', async () => {
    const plan = await store.client.query({
      query: `EXPLAIN indexes = 1 ${saidQueries.index.segments.sql}`,
      query_params: {
        speakers: ['operator'],
        any: ['счетчик'],
        ...noPhrase,
        most: 20,
        these: these.parse([{ day: '2026-03-02', callId: runs[1]?.callId }]),
        transcripts: [runs[1]?.analysisId],
      },
      format: 'TabSeparatedRaw',
    });
    expect(await plan.text()).toContain('ix_words');
    for (const [text, mode, expected] of [
      ['счетчик', 'all', ['3', '2']],
      ['счетчик мастер', 'all', ['2']],
      ['договор', 'all', ['5', '4', '3']],
      ['расторгнуть договор', 'phrase', ['3']],
      ['фио', 'all', []],
    ] as const) {
      const words = searchWords(text, morphology);
      for (const way of ['index', 'text'] as const) {
        const query = saidQueries[way][mode][words.length - 1] ?? expect.fail('no such query');
        const rows = await runScopedQuery(store.client, query, all, {
          ...wholeMonth,
          ...Object.fromEntries(words.map((forms, i) => [`w${i + 1}`, forms])),
          ...('phrase' in query.params.shape ? phrasePatterns(words, 0) : {}),
        });
        expect(rows.map(({ call }) => call.externalId)).toEqual(expected);
      }
    }
  });
});
