/** How long recordings, words, scores and the log are kept. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import { changeRetention, readRetention } from '../../api/retention.ts';
import type { RetentionSettings } from '../../api/shapes.ts';
import { errorLine } from '../../components/error-line.ts';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import classes from '../../components/tabbed-page.module.css';
import { useTexts } from '../../i18n/language.tsx';
import { partsOf, periodOf } from './period.ts';

export function RetentionPanel() {
  const state = useQuery(readRetention);
  if (state.isPending) return <PageLoader />;
  if (state.isError) return <LoadError error={state.error} onRetry={() => void state.refetch()} />;
  return <Periods settings={state.data.settings} lastRun={state.data.lastRun} due={state.data.due} />;
}

const kinds = ['recordings', 'words', 'scores', 'audit'] as const;
type Kind = (typeof kinds)[number];

interface PeriodsProps {
  settings: RetentionSettings;
  lastRun: string | null;
  due: Partial<Record<'recording' | 'words' | 'everything', number>>;
}

function Periods({ settings, lastRun, due }: PeriodsProps) {
  const texts = useTexts();
  const words = texts.protection;
  const format = useFormat();
  const queries = useQueryClient();
  const periodText = (period: string | null) => {
    const parts = partsOf(period);
    return parts === null ? words.never : words.period(parts.count, parts.unit);
  };
  const [typed, setTyped] = useState<Record<Kind, string>>({
    recordings: periodText(settings.calls.recordings),
    words: periodText(settings.calls.words),
    scores: periodText(settings.calls.scores),
    audit: periodText(settings.audit),
  });
  const wrong = kinds.filter((kind) => periodOf(typed[kind]) === undefined);
  const save = useMutation({
    mutationFn: () =>
      changeRetention({
        ...settings,
        calls: {
          recordings: periodOf(typed.recordings) ?? null,
          words: periodOf(typed.words) ?? null,
          scores: periodOf(typed.scores) ?? null,
        },
        audit: periodOf(typed.audit) ?? null,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: readRetention.queryKey }),
  });
  return (
    <form
      className={classes.panel}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length === 0) save.mutate();
      }}
    >
      <Text>{words.periodHint}</Text>
      <Stack gap="md">
        {kinds.map((kind) => (
          <TextInput
            key={kind}
            label={words.kinds[kind]}
            description={words.kindHints[kind]}
            descriptionProps={{ style: { color: 'var(--k-muted)' } }}
            value={typed[kind]}
            error={wrong.includes(kind) ? words.wrongPeriod : undefined}
            onChange={(event) => setTyped({ ...typed, [kind]: event.currentTarget.value })}
          />
        ))}
      </Stack>
      <div role="status">
        {save.isError && (
          <Notice tone="bad" title={words.failed}>
            {errorLine(save.error, texts)}
          </Notice>
        )}
        {save.isSuccess && <Notice tone="good" title={words.saved} />}
      </div>
      <Button type="submit" loading={save.isPending}>
        {words.save}
      </Button>
      <Text className={classes.muted}>
        {lastRun === null ? words.neverRun : words.lastRun(format.moment(lastRun))}{' '}
        {words.due(due.recording ?? 0, due.words ?? 0, due.everything ?? 0)}
      </Text>
    </form>
  );
}
