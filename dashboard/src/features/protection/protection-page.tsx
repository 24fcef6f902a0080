/** «Защита данных»: the log of actions, periods of keeping, requests of persons; for the administrator. */
import { Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useTexts } from '../../i18n/language.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { PrivacyPanel } from './privacy-panel.tsx';
import classes from './protection.module.css';
import { RetentionPanel } from './retention-panel.tsx';

export function ProtectionPage() {
  const texts = useTexts();
  const words = texts.protection;
  useDocumentTitle(`${words.title} – ${texts.product}`);
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {words.title}
      </Title>
      <Tabs defaultValue="audit" keepMounted={false}>
        <Tabs.List aria-label={words.title}>
          <Tabs.Tab value="audit">{words.tabs.audit}</Tabs.Tab>
          <Tabs.Tab value="retention">{words.tabs.retention}</Tabs.Tab>
          <Tabs.Tab value="privacy">{words.tabs.privacy}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="audit" pt="md">
          <AuditPanel />
        </Tabs.Panel>
        <Tabs.Panel value="retention" pt="md">
          <RetentionPanel />
        </Tabs.Panel>
        <Tabs.Panel value="privacy" pt="md">
          <PrivacyPanel />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
