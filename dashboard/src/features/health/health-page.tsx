/** «Состояние»: every part of the product, whether it works, and the way out where it does not. */
import { Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { readHealth } from '../../api/read-health.ts';
import type { Health, HealthPart } from '../../api/shapes.ts';
import { sentence } from '../../components/error-line.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { Tone } from '../../components/tone.tsx';
import { useTexts } from '../../i18n/language.tsx';
import classes from './health-page.module.css';
import { SourcesPanel } from './sources-panel.tsx';

export function HealthPage() {
  const texts = useTexts();
  useDocumentTitle(`${texts.health} – ${texts.product}`);
  const health = useQuery(readHealth);
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        {texts.health}
      </Title>
      {health.isPending && <PageLoader />}
      {health.isError && <LoadError error={health.error} onRetry={() => void health.refetch()} />}
      {health.isSuccess && <Parts health={health.data} />}
      <SourcesPanel />
    </div>
  );
}

function Parts({ health }: { health: Health }) {
  const { healthPage } = useTexts();
  const well = health.status === 'ok';
  return (
    <>
      <Notice tone={well ? 'good' : 'warn'} role="status" title={well ? healthPage.allWell : healthPage.degraded}>
        {healthPage.updated}
      </Notice>
      <ul className={classes.parts}>
        {health.parts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
      </ul>
      <Text size="sm" className={classes.muted}>
        {healthPage.version(health.version)} · {healthPage.doctor}
      </Text>
    </>
  );
}

function Part({ part }: { part: HealthPart }) {
  const { healthPage } = useTexts();
  return (
    <li className={classes.part}>
      <div className={classes.partHead}>
        <Text fw={500} component="h2" size="md">
          {healthPage.parts[part.name]}
        </Text>
        <Tone
          tone={part.ok ? 'good' : 'bad'}
          icon={part.ok ? <IconCircleCheck size={15} aria-hidden /> : <IconCircleX size={15} aria-hidden />}
        >
          {part.ok ? healthPage.well : healthPage.broken}
        </Tone>
      </div>
      <Text size="sm" className={classes.muted}>
        {sentence(part.detail)}
      </Text>
      {!part.ok && <Text size="sm">{healthPage.wayOut[part.name]}</Text>}
    </li>
  );
}
