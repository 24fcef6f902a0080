/** The dry run of a draft: started, followed, read. */
import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMay } from '../../access/session.ts';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { isMoving, type LexiconDraft, readRunResult, startDryRun } from '../../api/lexicons.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import page from '../../components/tabbed-page.module.css';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import { RunLine } from './run-line.tsx';
import { RunSummaryView } from './run-summary.tsx';

export function DryRunPanel({ draft }: { draft: LexiconDraft }) {
  const { runs: words, failed } = useLexiconTexts();
  const queries = useQueryClient();
  const mayEdit = useMay('lexicon.edit') && draft.state === 'editing';
  const run = draft.dryRun;
  const start = useMutation({
    mutationFn: () => startDryRun(draft.id),
    onSettled: () => queries.invalidateQueries({ queryKey: lexiconsKey }),
  });
  return (
    <div className={page.panel}>
      {run === null && <Text>{words.none}</Text>}
      {mayEdit && (run === null || !isMoving(run)) && (
        <Button loading={start.isPending} onClick={() => start.mutate()}>
          {run === null ? words.start : words.again}
        </Button>
      )}
      <Failure title={failed} error={start.error} />
      {run?.stale && <Notice tone="warn">{words.stale}</Notice>}
      {run !== null && <RunLine key={run.id} run={run} />}
      {run !== null && <RunResult id={run.id} />}
    </div>
  );
}

/** What a run came to, of a dry run on its way: what a sample of the calls tells. */
export function RunResult({ id }: { id: string }) {
  const { summary: words } = useLexiconTexts();
  const { data } = useQuery(readRunResult(id));
  if (!data) return null;
  const { run, summary } = data;
  if (!summary) return run.kind === 'dry_run' && isMoving(run) ? <Text>{words.awaited}</Text> : null;
  return <RunSummaryView summary={summary} />;
}
