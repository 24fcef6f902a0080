/** «Защита данных»: the log of actions, periods of keeping, requests of persons; for the administrator. */
import { TabbedPage } from '../../components/tabbed-page.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { PrivacyPanel } from './privacy-panel.tsx';
import { RetentionPanel } from './retention-panel.tsx';

export function ProtectionPage() {
  const { title, tabs } = useTexts().protection;
  return (
    <TabbedPage
      title={title}
      tabs={[
        { name: 'audit', label: tabs.audit, panel: <AuditPanel /> },
        { name: 'retention', label: tabs.retention, panel: <RetentionPanel /> },
        { name: 'privacy', label: tabs.privacy, panel: <PrivacyPanel /> },
      ]}
    />
  );
}
