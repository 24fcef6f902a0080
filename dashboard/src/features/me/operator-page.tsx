/** An operator's page as the supervisor sees it: the same, and moments go into a coaching note. */
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useFormat } from '../../access/session.ts';
import { ApiError } from '../../api/api-error.ts';
import { readOperatorPage } from '../../api/own-page.ts';
import { LoadError } from '../../components/load-error.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import { queryOf } from './me-search.ts';
import { PageFrame } from './page-frame.tsx';
import { Results } from './results.tsx';

const route = getRouteApi('/operators/$id');

export function OperatorPage() {
  const { product } = useTexts();
  const { me } = useOperatorTexts();
  const format = useFormat();
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const page = useQuery(readOperatorPage(id, queryOf(search, format.today())));
  const title = me.titleOf(page.data?.operatorName ?? id);
  useDocumentTitle(`${title} – ${product}`);
  if (page.error instanceof ApiError && page.error.code === 'not_found') return <NotFound />;
  return (
    <PageFrame title={title} search={search} onChange={(next) => void navigate({ search: next })}>
      {page.isPending && <PageLoader />}
      {page.isError && !page.data && <LoadError error={page.error} onRetry={() => void page.refetch()} />}
      {page.data && <Results page={page.data} search={search} own={false} />}
    </PageFrame>
  );
}
