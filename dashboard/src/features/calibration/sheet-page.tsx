/** A call of a calibration: judged blind, and after the answers are open compared side by side and agreed on. */
import { Button, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../../access/session.ts';
import { calibrationsKey, readCalibration, readSheet, saveAnswer } from '../../api/calibration.ts';
import type { Calibration, CalibrationAnswer, CalibrationSheet } from '../../api/shapes.ts';
import { Card } from '../../components/chart-card.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './calibration.module.css';
import { CriteriaTable } from './criteria-table.tsx';
import { MarkedTalk } from './marked-talk.tsx';

const route = getRouteApi('/calibration/$id/calls/$call');

export function SheetPage() {
  const { id, call } = route.useParams();
  const { product } = useTexts();
  const { calibration: texts } = useTrustTexts();
  const session = useQuery(readCalibration(id));
  const sheet = useQuery(readSheet(id, call, session.data?.state));
  useDocumentTitle(`${sheet.data?.name ?? texts.title} – ${product}`);
  const failed = session.error ?? sheet.error;
  return (
    <div className={classes.page}>
      <Link to="/calibration/$id" params={{ id }} className={classes.back}>
        <IconArrowLeft size={17} aria-hidden />
        {texts.back}
      </Link>
      {failed && (
        <LoadError
          error={failed}
          onRetry={() => {
            void session.refetch();
            void sheet.refetch();
          }}
        />
      )}
      {!failed && (session.isPending || sheet.isPending) && <PageLoader />}
      {session.data && sheet.data && (
        // What was begun under one state of the session is not carried into the next.
        <Sheet key={session.data.state} session={session.data} sheet={sheet.data} />
      )}
    </div>
  );
}

function Sheet({ session, sheet }: { session: Calibration; sheet: CalibrationSheet }) {
  const tellFailure = useFailureToast();
  const { calibration: texts, failed } = useTrustTexts();
  const queries = useQueryClient();
  const isOwner = useSession().user.id === session.owner.id;
  const mode = session.mine ? 'answer' : session.state === 'comparing' && isOwner ? 'consensus' : 'look';
  const [draft, setDraft] = useState<CalibrationAnswer>(() => firstDraft(mode, sheet));
  const save = useMutation({
    mutationFn: (what: 'answer' | 'consensus') => saveAnswer(session.id, sheet.id, what, draft),
    onSuccess: (_, what) => {
      void queries.invalidateQueries({ queryKey: calibrationsKey });
      notifications.show({ message: what === 'answer' ? texts.savedAnswer : texts.savedConsensus, autoClose: 4000 });
    },
    onError: tellFailure(failed),
  });
  return (
    <>
      <Title order={1} size="h2">
        {sheet.name}
      </Title>
      {session.state === 'scoring' && <Notice tone="info">{texts.blind}</Notice>}
      <Card title={texts.transcript}>
        {mode === 'consensus' && <p className={classes.muted}>{texts.marksHint}</p>}
        <MarkedTalk
          sheet={sheet}
          marks={draft.marks}
          editable={mode !== 'look'}
          onChange={(marks) => setDraft({ ...draft, marks })}
        />
      </Card>
      <Card title={sheet.answers ? texts.sideBySide : texts.criteria}>
        <CriteriaTable
          sheet={sheet}
          draft={draft}
          editable={mode !== 'look'}
          onChange={(criteria) => setDraft({ ...draft, criteria })}
        />
      </Card>
      {mode !== 'look' && (
        <div className={classes.steps}>
          <Button loading={save.isPending} onClick={() => save.mutate(mode)}>
            {mode === 'answer' ? texts.saveAnswer : texts.saveConsensus}
          </Button>
        </div>
      )}
    </>
  );
}

function firstDraft(mode: 'answer' | 'consensus' | 'look', sheet: CalibrationSheet): CalibrationAnswer {
  const empty: CalibrationAnswer = { criteria: {}, marks: [] };
  if (mode === 'answer') return sheet.own ?? empty;
  return sheet.consensus ?? (mode === 'consensus' ? (sheet.majority ?? empty) : empty);
}
