/** One calibration: its calls, who has finished, and how far the raters agree. */
import { Button, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useSession } from '../../access/session.ts';
import { calibrationsKey, moveCalibration, readCalibration } from '../../api/calibration.ts';
import type { Calibration } from '../../api/shapes.ts';
import { Card } from '../../components/chart-card.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import { AgreementTable } from './agreement-table.tsx';
import classes from './calibration.module.css';

const route = getRouteApi('/calibration/$id');

export function CalibrationPage() {
  const { id } = route.useParams();
  const { product } = useTexts();
  const { calibration: texts } = useTrustTexts();
  const session = useQuery(readCalibration(id));
  useDocumentTitle(`${session.data?.title ?? texts.title} – ${product}`);
  return (
    <div className={classes.page}>
      <Link to="/calibration" className={classes.back}>
        <IconArrowLeft size={17} aria-hidden />
        {texts.backToList}
      </Link>
      {session.isPending && <PageLoader />}
      {session.isError && <LoadError error={session.error} onRetry={() => void session.refetch()} />}
      {session.data && <Session session={session.data} />}
    </div>
  );
}

function Session({ session }: { session: Calibration }) {
  const { calibration: texts } = useTrustTexts();
  const { id, title, state, mine, members, list, pairs } = session;
  return (
    <>
      <Title order={1} size="h2">
        {title}
      </Title>
      <div className={classes.facts}>
        <Tone tone={state === 'done' ? 'good' : 'info'}>{texts.states[state]}</Tone>
        {members.map(({ id: account, name, done }) => (
          <Tone key={account} tone={done ? 'good' : 'neutral'}>
            {name}: {done ? texts.memberDone : texts.memberWaits}
          </Tone>
        ))}
      </div>
      {state === 'scoring' && <Notice tone="info">{texts.blind}</Notice>}
      <Steps session={session} />
      <Card title={texts.list}>
        <ul className={classes.calls}>
          {list.map(({ id: call, name, answered, agreed }) => (
            <li key={call}>
              <Link to="/calibration/$id/calls/$call" params={{ id, call }}>
                {name}
              </Link>
              {agreed ? (
                <Tone tone="good">{texts.agreed}</Tone>
              ) : answered ? (
                <Tone tone="info">{texts.answered}</Tone>
              ) : (
                mine && <Tone tone="warn">{texts.toDo}</Tone>
              )}
            </li>
          ))}
        </ul>
      </Card>
      {pairs && <AgreementTable pairs={pairs} />}
    </>
  );
}

function Steps({ session: { id, state, mine, list, owner } }: { session: Calibration }) {
  const tellFailure = useFailureToast();
  const { calibration: texts, failed } = useTrustTexts();
  const queries = useQueryClient();
  const isOwner = useSession().user.id === owner.id;
  const move = useMutation({
    mutationFn: (step: 'finish' | 'open' | 'close') => moveCalibration(id, step),
    onSuccess: () => void queries.invalidateQueries({ queryKey: calibrationsKey }),
    onError: tellFailure(failed),
  });
  const isComplete = list.every(({ answered }) => answered);
  return (
    <div className={classes.steps}>
      {mine && (
        <div>
          <Button disabled={!isComplete} loading={move.isPending} onClick={() => move.mutate('finish')}>
            {texts.finish}
          </Button>
          <Text className={classes.muted}>{texts.finishHint}</Text>
        </div>
      )}
      {isOwner && state === 'scoring' && (
        <div>
          <Button variant="default" loading={move.isPending} onClick={() => move.mutate('open')}>
            {texts.open}
          </Button>
          <Text className={classes.muted}>{texts.openHint}</Text>
        </div>
      )}
      {isOwner && state === 'comparing' && (
        <Button variant="default" loading={move.isPending} onClick={() => move.mutate('close')}>
          {texts.close}
        </Button>
      )}
    </div>
  );
}
