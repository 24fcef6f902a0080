/** «Поиск»: calls in which words were said or were not, with the seconds to hear. */
import { Button, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useOpenedSearch } from '../../access/arrival.ts';
import { type SearchFilter, searchWords } from '../../api/search.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { PageMessage } from '../../components/page-message.tsx';
import { SavedFilters } from '../../components/saved-filters.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { FoundCalls } from './found-calls.tsx';
import classes from './search.module.css';
import { SearchForm } from './search-form.tsx';
import { brokenInWordsSearch, queryOf, readWordsSearch, searchFilterOf, type WordsSearch } from './search-search.ts';

const route = getRouteApi('/search');

export function SearchPage() {
  const { product } = useTexts();
  const { search: texts, filters } = useTrendTexts();
  useDocumentTitle(`${texts.title} – ${product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: WordsSearch) => void navigate({ search: next });
  const filter = searchFilterOf(search);
  const broken = brokenInWordsSearch(useOpenedSearch());
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1} size="h2">
          {texts.title}
        </Title>
        <SavedFilters page="search" query={queryOf(search)} onUse={(saved) => change(readWordsSearch(saved))} />
      </div>
      {broken.length > 0 && (
        <Notice tone="warn" role="status">
          {filters.broken(broken.join(', '))}
        </Notice>
      )}
      {/* Another address is another form: what was typed before does not stay in it. */}
      <SearchForm key={queryOf(search)} search={search} onSearch={change} />
      {filter === null ? (
        <PageMessage icon={<IconSearch />} title={texts.startTitle}>
          {texts.start}
        </PageMessage>
      ) : (
        <Results filter={filter} />
      )}
    </div>
  );
}

function Results({ filter }: { filter: SearchFilter }) {
  const { search: texts, more } = useTrendTexts();
  const found = useInfiniteQuery(searchWords(filter));
  if (found.isPending) return <PageLoader />;
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  const items = found.data.pages.flatMap((page) => page.items);
  const forms = found.data.pages[0]?.words ?? [];
  if (items.length === 0) {
    return (
      <PageMessage icon={<IconSearchOff />} title={texts.noneTitle} role="status">
        {texts.none}
      </PageMessage>
    );
  }
  return (
    <>
      <Text className={classes.muted} role="status">
        {texts.shown(items.length, found.hasNextPage)}. {texts.looked(forms.map(([first = '']) => first).join(', '))}
      </Text>
      <FoundCalls items={items} forms={new Set(forms.flat())} notSaid={filter.said === 'no'} />
      {found.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
    </>
  );
}
