/** The frame of an operator's page: title, period and step; what is chosen stands in the address. */
import { NativeSelect, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOpenedSearch } from '../../access/arrival.ts';
import { Notice } from '../../components/notice.tsx';
import { useOperatorTexts } from '../../i18n/operator-texts.ts';
import classes from './me.module.css';
import { brokenInMeSearch, type MeSearch, periods, readMeSearch, shownPeriod, shownStep, steps } from './me-search.ts';

interface PageFrameProps {
  title: string;
  search: MeSearch;
  onChange: (search: MeSearch) => void;
  children: ReactNode;
}

export function PageFrame({ title, search, onChange, children }: PageFrameProps) {
  const { me } = useOperatorTexts();
  const broken = brokenInMeSearch(useOpenedSearch());
  const change = (raw: Record<string, string>) => onChange({ ...search, ...readMeSearch({ ...search, ...raw }) });
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1} size="h2" className={classes.title}>
          {title}
        </Title>
        <search className={classes.filters} aria-label={me.filters}>
          <NativeSelect
            label={me.period}
            value={shownPeriod(search)}
            data={periods.map((value) => ({ value, label: me.periods[value] }))}
            onChange={({ currentTarget: { value } }) => change({ weeks: value })}
          />
          <NativeSelect
            label={me.step}
            value={shownStep(search)}
            data={steps.map((value) => ({ value, label: me.steps[value] }))}
            onChange={({ currentTarget: { value } }) => change({ step: value })}
          />
        </search>
      </div>
      {broken.length > 0 && (
        <Notice tone="warn" role="status">
          {me.broken(broken.map((name) => me.names[name]).join(', '))}
        </Notice>
      )}
      {children}
    </div>
  );
}
