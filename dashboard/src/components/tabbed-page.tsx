/** A page of settings: a title, and its panels in tabs. */
import { Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language.tsx';
import classes from './tabbed-page.module.css';

export interface PageTab {
  name: string;
  label: string;
  panel: ReactNode;
}

/** The first tab is open at first. */
export function TabbedPage({ title, tabs }: { title: string; tabs: readonly [PageTab, ...PageTab[]] }) {
  const { product } = useTexts();
  useDocumentTitle(`${title} – ${product}`);
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {title}
      </Title>
      <Tabs defaultValue={tabs[0].name} keepMounted={false}>
        <Tabs.List aria-label={title}>
          {tabs.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ name, panel }) => (
          <Tabs.Panel key={name} value={name} pt="md">
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
