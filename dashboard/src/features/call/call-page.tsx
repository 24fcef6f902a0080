/** «Разбор звонка»: the page of one call, whatever state it is in. */
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useOpenedSearch } from '../../access/arrival.ts';
import { useMay } from '../../access/session.ts';
import { ApiError } from '../../api/api-error.ts';
import { readCall } from '../../api/read-call.ts';
import { readReview } from '../../api/review.ts';
import type { CallDetails } from '../../api/shapes.ts';
import { LoadError } from '../../components/load-error.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Notice } from '../../components/notice.tsx';
import { PageLoader } from '../../components/page-loader.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { CallSound } from '../../player/call-sound.tsx';
import { PlaybackProvider } from '../../player/playback-context.tsx';
import { CallHead } from './call-head.tsx';
import classes from './call-page.module.css';
import { CallReview } from './call-review.tsx';
import { isBrokenTime } from './call-search.ts';
import { CallUnscored } from './call-unscored.tsx';
import { withCurrentScore } from './current-score.ts';
import { FatalNotice } from './fatal-notice.tsx';
import { PrintedScorecard } from './printed-scorecard.tsx';

const route = getRouteApi('/calls/$id');

export function CallPage() {
  const { id } = route.useParams();
  const call = useQuery(readCall(id));
  if (call.isPending) return <PageLoader />;
  if (call.data) return <Call key={id} call={call.data} />;
  if (call.error instanceof ApiError && call.error.code === 'not_found') return <NotFound />;
  return <LoadError error={call.error} onRetry={() => void call.refetch()} />;
}

function Call({ call }: { call: CallDetails }) {
  const texts = useTexts();
  const mayListen = useMay('call.listen');
  const { data: review } = useQuery({ ...readReview(call.id), enabled: call.analysis !== null });
  const shown = withCurrentScore(call, review);
  useDocumentTitle(`${texts.call.title(call.externalId)} – ${texts.product}`);
  const silent = call.hasRecording ? (mayListen ? null : 'noRight') : call.recordingDeleted ? 'deleted' : 'noSound';
  return (
    <div className={classes.page} data-fill={call.analysis !== null || undefined}>
      <CallHead call={shown} />
      {shown.analysis && <FatalNotice analysis={shown.analysis} />}
      <BrokenTime />
      {shown.analysis && <PrintedScorecard call={shown} analysis={shown.analysis} />}
      <PlaybackProvider>
        {silent === null && <CallSound callId={call.id} state={call.state} />}
        {call.analysis === null ? (
          <CallUnscored call={call} silent={silent} />
        ) : (
          <CallReview call={call} analysis={call.analysis} silent={silent} />
        )}
      </PlaybackProvider>
    </div>
  );
}

function BrokenTime() {
  const { filters } = useTexts();
  if (!isBrokenTime(useOpenedSearch())) return null;
  return (
    <Notice tone="warn" role="status" band>
      {filters.broken(filters.names.t)}
    </Notice>
  );
}
