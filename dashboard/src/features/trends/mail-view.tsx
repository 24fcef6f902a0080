/** Reports by e-mail: what goes to whom and when; seen beforehand, sent at once, and how the sendings went. */
import { Button, Text } from '@mantine/core';
import { IconMailForward, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../access/session.ts';
import {
  changeReport,
  listReports,
  previewUrl,
  removeReport,
  reportHistory,
  reportsKey,
  sendReport,
} from '../../api/reports.ts';
import type { Report, ReportDelivery } from '../../api/shapes.ts';
import type { TrendFilter } from '../../api/trends.ts';
import { Card } from '../../components/chart-card.tsx';
import { LoadError } from '../../components/load-error.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { Tone } from '../../components/tone.tsx';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { ReportForm } from './report-form.tsx';
import classes from './trends.module.css';

/** The report that is being made or changed. */
type Edited = { report: Report | null } | null;

export function MailView({ filter }: { filter: TrendFilter }) {
  const { mail } = useTrendTexts();
  const reports = useQuery(listReports);
  const [edited, setEdited] = useState<Edited>(null);
  if (reports.isPending) return <PageLoader />;
  if (reports.isError) return <LoadError error={reports.error} onRetry={() => void reports.refetch()} />;
  const { configured, items } = reports.data;
  return (
    <Card title={mail.title}>
      <p className={classes.muted}>{mail.intro}</p>
      {!configured && <Notice tone="warn" title={mail.notConfigured} />}
      {items.length === 0 && edited === null && <Text>{mail.none}</Text>}
      <ul className={classes.list}>
        {items.map((report) =>
          edited?.report?.id === report.id ? (
            <li key={report.id} className={classes.plan}>
              <ReportForm report={report} filter={filter} onDone={() => setEdited(null)} />
            </li>
          ) : (
            <li key={report.id} className={classes.plan}>
              <ReportItem report={report} configured={configured} onEdit={() => setEdited({ report })} />
            </li>
          ),
        )}
      </ul>
      {edited !== null && edited.report === null ? (
        <ReportForm report={null} filter={filter} onDone={() => setEdited(null)} />
      ) : (
        <div>
          <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setEdited({ report: null })}>
            {mail.add}
          </Button>
        </div>
      )}
    </Card>
  );
}

interface ReportItemProps {
  report: Report;
  configured: boolean;
  onEdit: () => void;
}

function ReportItem({ report, configured, onEdit }: ReportItemProps) {
  const tellFailure = useFailureToast();
  const { mail } = useTrendTexts();
  const format = useFormat();
  const queries = useQueryClient();
  const [shown, setShown] = useState(false);
  const [requestId, setRequestId] = useState(() => crypto.randomUUID());
  const act = useMutation({
    mutationFn: (work: () => Promise<void>) => work(),
    onSettled: () => queries.invalidateQueries({ queryKey: reportsKey }),
    onError: tellFailure(mail.failed),
  });
  const { id, nextAt, ...plan } = report;
  const send = async () => {
    await sendReport(id, requestId);
    // Only a click after an answer asks for one more: without an answer the letter may have gone out all the same.
    setRequestId(crypto.randomUUID());
  };
  const when = mail.when[plan.every](plan.onDay, plan.atHour);
  return (
    <>
      <div>
        <b>{plan.name}</b> · {when} · {mail.formats[plan.format]}
      </div>
      <div className={classes.muted}>{plan.recipients.join(', ')}</div>
      <div className={classes.muted}>{plan.enabled ? mail.next(format.moment(nextAt)) : mail.off}</div>
      <div className={classes.tools}>
        <Button
          size="compact-sm"
          leftSection={<IconMailForward size={15} aria-hidden />}
          disabled={!configured}
          loading={act.isPending}
          onClick={() => act.mutate(send, { onSuccess: () => setShown(true) })}
        >
          {mail.sendNow}
        </Button>
        {(['pdf', 'xlsx'] as const).map((file) => (
          <Button key={file} size="compact-sm" variant="default" component="a" href={previewUrl(id, file)} download>
            {mail.preview[file]}
          </Button>
        ))}
        <Button size="compact-sm" variant="default" onClick={onEdit}>
          {mail.edit}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => act.mutate(() => changeReport(id, { ...plan, enabled: !plan.enabled }))}
        >
          {plan.enabled ? mail.turnOff : mail.turnOn}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => act.mutate(() => removeReport(id))}>
          {mail.remove}
        </Button>
        <Button size="compact-sm" variant="default" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {mail.history}
        </Button>
      </div>
      {shown && <History id={id} />}
    </>
  );
}

const tones = { waiting: 'warn', sent: 'good', failed: 'bad' } as const;

function History({ id }: { id: string }) {
  const { mail } = useTrendTexts();
  const history = useQuery(reportHistory(id));
  if (history.isPending) return null;
  if (history.isError) return <LoadError error={history.error} onRetry={() => void history.refetch()} />;
  if (history.data.length === 0) return <p className={classes.muted}>{mail.noHistory}</p>;
  return (
    <ul className={classes.marks} aria-label={mail.history}>
      {history.data.map((delivery) => (
        <Sending key={delivery.id} delivery={delivery} />
      ))}
    </ul>
  );
}

function Sending({ delivery: { dueAt, state, attempts, nextAt, sentAt, error } }: { delivery: ReportDelivery }) {
  const { mail } = useTrendTexts();
  const format = useFormat();
  return (
    <li className={classes.mark}>
      <span>{format.moment(sentAt ?? dueAt)}</span>
      <Tone tone={tones[state]}>{mail.states[state]}</Tone>
      {attempts > 1 && <span>{mail.attempts(attempts)}</span>}
      {error !== null && <span className={classes.muted}>{error}</span>}
      {state === 'waiting' && attempts > 0 && (
        <span className={classes.muted}>{mail.again(format.moment(nextAt))}</span>
      )}
    </li>
  );
}
