/** «Мои звонки»: how one's own calls went; the operator's home. */
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import { ApiError } from '../../api/api-error.ts';
import { readOwnPage } from '../../api/own-page.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { queryOf } from './me-search.ts';
import { PageFrame } from './page-frame.tsx';
import { Results } from './results.tsx';

const route = getRouteApi('/me');

export function OwnPage() {
  const { product } = useTexts();
  const { me } = useOperatorTexts();
  const format = useFormat();
  useDocumentTitle(`${me.title} – ${product}`);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const page = useQuery(readOwnPage(queryOf(search, format.today())));
  const noOperator = page.error instanceof ApiError && page.error.code === 'conflict';
  return (
    <PageFrame title={me.title} search={search} onChange={(next) => void navigate({ search: next })}>
      {page.isPending && <PageLoader />}
      {noOperator && <Notice tone="warn">{me.noOperator}</Notice>}
      {page.isError && !noOperator && <LoadError error={page.error} onRetry={() => void page.refetch()} />}
      {page.data && <Results page={page.data} search={search} own />}
    </PageFrame>
  );
}
