/** «Пользователи»: people, teams and keys, for the administrator. */
import { Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useTexts } from '../../i18n/language.tsx';
import classes from './accounts.module.css';
import { KeysPanel } from './keys-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { TeamsPanel } from './teams-panel.tsx';

export function AccountsPage() {
  const texts = useTexts();
  const words = texts.accounts;
  useDocumentTitle(`${words.title} – ${texts.product}`);
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {words.title}
      </Title>
      <Tabs defaultValue="people" keepMounted={false}>
        <Tabs.List aria-label={words.title}>
          <Tabs.Tab value="people">{words.tabs.people}</Tabs.Tab>
          <Tabs.Tab value="teams">{words.tabs.teams}</Tabs.Tab>
          <Tabs.Tab value="keys">{words.tabs.keys}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" pt="md">
          <PeoplePanel />
        </Tabs.Panel>
        <Tabs.Panel value="teams" pt="md">
          <TeamsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="keys" pt="md">
          <KeysPanel />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
