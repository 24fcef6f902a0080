/** How far a run over past calls is, with stop and go on; moves as the server tells. */
import { Button, Group, Progress, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMay } from '../../access/session.ts';
import { lexiconsKey } from '../../api/lexicon-keys.ts';
import { isMoving, type LexiconRun, moveRun, readRun } from '../../api/lexicons.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { useLexiconTexts } from '../../i18n/lexicon-texts.ts';
import classes from './lexicons.module.css';

export function RunLine({ run: first }: { run: LexiconRun }) {
  const { runs: words, failed } = useLexiconTexts();
  const queries = useQueryClient();
  const mayMove = useMay('lexicon.publish');
  const read = useQuery({ ...readRun(first.id), refetchInterval: isMoving(first) ? 3_000 : false });
  const run = read.data?.run ?? first;
  const move = useMutation({
    mutationFn: (step: 'stop' | 'resume') => moveRun(run.id, step),
    onSettled: () => queries.invalidateQueries({ queryKey: lexiconsKey }),
  });
  const percent = run.total === 0 ? (run.state === 'done' ? 100 : 0) : (run.done / run.total) * 100;
  return (
    <div className={classes.run}>
      <Text role="status">
        {words[run.kind]}: {words.states[run.state]}
        {run.total > 0 && `, ${words.progress(run.done, run.total)}`}
      </Text>
      {run.state !== 'done' && run.kind !== 'suggest' && <Progress value={percent} aria-label={words[run.kind]} />}
      {run.error !== null && <Notice tone="bad">{run.error}</Notice>}
      <Failure title={failed} error={move.error} />
      {mayMove && (
        <Group>
          {(run.state === 'waiting' || run.state === 'running') && (
            <Button size="compact-sm" variant="default" loading={move.isPending} onClick={() => move.mutate('stop')}>
              {words.stop}
            </Button>
          )}
          {(run.state === 'stopped' || run.state === 'failed') && (
            <Button size="compact-sm" variant="default" loading={move.isPending} onClick={() => move.mutate('resume')}>
              {words.resume}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}
