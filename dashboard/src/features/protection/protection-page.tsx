/** «Защита данных»: the log of actions, periods of keeping, requests of persons; for the administrator. */
import { getRouteApi } from '@tanstack/react-router';
import { TabbedPage } from '../../components/tabbed-page.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { PrivacyPanel } from './privacy-panel.tsx';
import { RetentionPanel } from './retention-panel.tsx';

const route = getRouteApi('/protection');

export function ProtectionPage() {
  const { title, tabs } = useTexts().protection;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TabbedPage
      title={title}
      open={search.tab ?? 'audit'}
      onOpen={(next) => void navigate({ search: { tab: next === 'audit' ? undefined : next } })}
      tabs={[
        { name: 'audit', label: tabs.audit, panel: <AuditPanel search={search} /> },
        { name: 'retention', label: tabs.retention, panel: <RetentionPanel /> },
        { name: 'privacy', label: tabs.privacy, panel: <PrivacyPanel /> },
      ]}
    />
  );
}
