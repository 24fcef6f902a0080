/** One file on its way. */
import { ActionIcon, Progress, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCopyCheck,
  IconPlugConnectedX,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useMay } from '../../access/session.ts';
import { ApiError } from '../../api/api-error.ts';
import { callProgress } from '../../api/call-progress.ts';
import { errorLine } from '../../components/error-line.ts';
import { useTexts } from '../../i18n/language.tsx';
import type { Texts } from '../../i18n/ru.ts';
import classes from './upload.module.css';
import { isHere, isOnTheWay, type Upload } from './uploads.ts';
import { useUploads } from './uploads-context.tsx';

const icons = {
  accepted: IconCircleCheck,
  duplicate: IconCopyCheck,
  failed: IconAlertTriangle,
  cancelled: IconBan,
  interrupted: IconPlugConnectedX,
};

/** Drawn again only when its own file has moved: there may be hundreds of them. */
export const UploadRow = memo(function UploadRow({ item }: { item: Upload<File> }) {
  const texts = useTexts();
  const { upload } = texts;
  const uploads = useUploads();
  const mayRead = useMay('call.read');
  const running = isOnTheWay(item.state);
  const here = isHere(item);
  const again = here && (item.state === 'failed' || item.state === 'cancelled');
  return (
    <li className={classes.item} data-state={item.state}>
      <div className={classes.itemText}>
        <Text size="sm" className={classes.name} title={item.name}>
          {item.name}
        </Text>
        <Text size="xs" className={classes.what}>
          <State item={item} />
          {here && item.recording === null && ` · ${upload.transcriptOnly}`}
          {item.recording !== null && item.transcript !== null && ` · ${upload.withTranscript}`}
          {item.callId !== null && mayRead && (
            <>
              {' · '}
              <Link to="/calls/$id" params={{ id: item.callId }}>
                {upload.open}
              </Link>
            </>
          )}
        </Text>
        {running && (
          <Progress.Root size="xs" mt={4}>
            <Progress.Section value={item.share * 100} aria-label={upload.progressOf(item.name)} />
          </Progress.Root>
        )}
        {item.state === 'failed' && (
          <Text size="xs" className={classes.error} role="alert">
            {ownLine(item.error, upload) ?? errorLine(item.error, texts)}
          </Text>
        )}
      </div>
      {running && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={upload.cancelOf(item.name)}
          onClick={() => uploads.cancel(item.key)}
        >
          <IconX size={17} />
        </ActionIcon>
      )}
      {again && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={upload.retryOf(item.name)}
          onClick={() => uploads.retry(item.key)}
        >
          <IconRefresh size={17} />
        </ActionIcon>
      )}
    </li>
  );
});

/** What is said of files alone; null: the line of every error. */
function ownLine(error: unknown, upload: Texts['upload']): string | null {
  if (!(error instanceof ApiError) || error.message !== '') return null;
  if (error.code === 'file_gone') return upload.fileGone;
  return error.status === 413 ? upload.tooLarge : null;
}

function State({ item }: { item: Upload<File> }) {
  const { upload, state } = useTexts();
  if (item.state === 'waiting') return upload.waiting;
  if (item.state === 'sending') return upload.sending(Math.round(item.share * 100));
  if (item.state === 'paused') return upload.paused(Math.round(item.share * 100));
  if (item.state === 'checking') return upload.checking;
  const Icon = icons[item.state];
  const words = item.state === 'failed' ? state.failed : upload[item.state];
  return (
    <span className={classes.outcome}>
      <Icon size={14} aria-hidden />
      {words}
      {item.callId !== null && item.state === 'accepted' && <CallNow id={item.callId} />}
    </span>
  );
}

/** What has become of an accepted call, as far as the websocket has told. */
function CallNow({ id }: { id: string }) {
  const { state, stage } = useTexts();
  const { data } = useQuery(callProgress(id));
  if (!data) return null;
  const now = data.state === 'processing' && data.stage !== null ? stage[data.stage] : state[data.state];
  return ` → ${now.toLowerCase()}`;
}
