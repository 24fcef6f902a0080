/** A page of settings: a title, and its panels in tabs. */
import { Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/language.tsx';
import classes from './tabbed-page.module.css';

interface PageTab<Name extends string> {
  name: Name;
  label: string;
  panel: ReactNode;
}

interface TabbedPageProps<Name extends string> {
  title: string;
  tabs: readonly PageTab<Name>[];
  /** The open one, as the address says. */
  open: Name;
  onOpen: (name: Name) => void;
}

export function TabbedPage<Name extends string>({ title, tabs, open, onOpen }: TabbedPageProps<Name>) {
  const { product } = useTexts();
  useDocumentTitle(`${title} – ${product}`);
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {title}
      </Title>
      <Tabs
        value={open}
        keepMounted={false}
        onChange={(next) => {
          const chosen = tabs.find(({ name }) => name === next);
          if (chosen) onOpen(chosen.name);
        }}
      >
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
