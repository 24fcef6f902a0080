/** «Пользователи»: people, teams and keys, for the administrator. */
import { getRouteApi } from '@tanstack/react-router';
import { TabbedPage } from '../../components/tabbed-page.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { TeamsPanel } from './teams-panel.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';

const route = getRouteApi('/users');

export function AccountsPage() {
  const texts = useTexts();
  const { title, tabs } = texts.accounts;
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabbedPage
      title={title}
      open={tab ?? 'people'}
      onOpen={(next) => void navigate({ search: { tab: next === 'people' ? undefined : next } })}
      tabs={[
        { name: 'people', label: tabs.people, panel: <PeoplePanel /> },
        { name: 'teams', label: tabs.teams, panel: <TeamsPanel /> },
        { name: 'keys', label: tabs.keys, panel: <KeysPanel /> },
        { name: 'webhooks', label: texts.webhooks.tab, panel: <WebhooksPanel /> },
      ]}
    />
  );
}
