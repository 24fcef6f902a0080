/** Two sets of lexicons side by side: any versions, and what the program ships. */
import { NativeSelect, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { compareLexicons, readLexicons } from '../../api/lexicons.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import page from '../../components/tabbed-page.module.css';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { ChangesList } from './changes-list.tsx';

const route = getRouteApi('/lexicons/compare');

export function ComparePage() {
  const texts = useTexts();
  const words = useLexiconTexts();
  useDocumentTitle(`${words.compare} – ${texts.product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const lexicons = useQuery(readLexicons);
  const numbers = lexicons.data?.versions.map(({ number }) => `v${number}`) ?? [];
  const from = search.from ?? numbers[1] ?? 'v1';
  const to = search.to ?? numbers[0] ?? 'v1';
  const names = [...new Set([...numbers, 'program', from, to])];
  const comparison = useQuery(compareLexicons(from, to));
  const choices = names.map((value) => ({ value, label: words.sourceName(value) }));
  return (
    <div className={page.page}>
      <Link to="/lexicons">{words.backToList}</Link>
      <Title order={1} size="h2">
        {words.compare}
      </Title>
      <div className={page.row}>
        <NativeSelect
          label={words.compareFrom}
          value={from}
          data={choices}
          onChange={(event) => void navigate({ search: { from: event.currentTarget.value, to } })}
        />
        <NativeSelect
          label={words.compareTo}
          value={to}
          data={choices}
          onChange={(event) => void navigate({ search: { from, to: event.currentTarget.value } })}
        />
      </div>
      {comparison.isPending && <PageLoader />}
      {comparison.isError && <LoadError error={comparison.error} onRetry={() => void comparison.refetch()} />}
      {comparison.isSuccess && <ChangesList changes={comparison.data.changes} empty={words.same} />}
    </div>
  );
}
