/** «Словари»: which version judges, how far history has come, drafts, versions, suggestions. */
import { Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../access/session.ts';
import { readLexicons } from '../../api/lexicons.ts';
import { LoadError } from '../../components/load-error.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import page from '../../components/tabbed-page.module.css';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { SuggestionsPanel } from './suggestions-panel.tsx';
import { VersionsPanel } from './versions-panel.tsx';

const route = getRouteApi('/lexicons');

export function LexiconsPage() {
  const texts = useTexts();
  const words = useLexiconTexts();
  useDocumentTitle(`${words.title} – ${texts.product}`);
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useMay('lexicon.edit');
  const lexicons = useQuery(readLexicons);
  return (
    <div className={page.page}>
      <Title order={1} size="h2">
        {words.title}
      </Title>
      {lexicons.isPending && <PageLoader />}
      {lexicons.isError && <LoadError error={lexicons.error} onRetry={() => void lexicons.refetch()} />}
      {lexicons.isSuccess && !mayEdit && <VersionsPanel lexicons={lexicons.data} />}
      {lexicons.isSuccess && mayEdit && (
        <Tabs
          value={tab ?? 'versions'}
          keepMounted={false}
          onChange={(next) => void navigate({ search: next === 'suggestions' ? { tab: next } : {} })}
        >
          <Tabs.List aria-label={words.title}>
            <Tabs.Tab value="versions">{words.tabs.versions}</Tabs.Tab>
            <Tabs.Tab value="suggestions">{words.tabs.suggestions}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="versions" pt="md">
            <VersionsPanel lexicons={lexicons.data} />
          </Tabs.Panel>
          <Tabs.Panel value="suggestions" pt="md">
            <SuggestionsPanel drafts={lexicons.data.drafts} />
          </Tabs.Panel>
        </Tabs>
      )}
    </div>
  );
}
