/** The files of a published version, to be read and taken along. */
import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import page from '../../components/tabbed-page.module.css';
import { useTexts } from '../../i18n/language.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { ItemsBrowser, knownFiles } from './items-browser.tsx';

const route = getRouteApi('/lexicons/versions/$number');

export function VersionPage() {
  const texts = useTexts();
  const words = useLexiconTexts();
  const { number } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const title = words.viewOf(Number(number));
  useDocumentTitle(`${title} – ${texts.product}`);
  return (
    <div className={page.page}>
      <Link to="/lexicons">{words.backToList}</Link>
      <Title order={1} size="h2">
        {title}
      </Title>
      <ItemsBrowser
        source={`v${number}`}
        seen={0}
        files={knownFiles}
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: true })}
      />
    </div>
  );
}
