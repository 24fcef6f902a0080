/** The place in the recording and the address: `?t=` opens at a second, the link button writes it. */
import { notifications } from '@mantine/notifications';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTexts } from '../../i18n/language.tsx';
import { usePlayback } from '../../player/playback-context.tsx';

const route = getRouteApi('/calls/$id');

/** Opens the call at the second that the address names. Returns what copies a link to the present one, with the finding. */
export function usePlaceLink(flag?: string | null): () => void {
  const { player } = useTexts();
  const playback = usePlayback();
  const { t } = route.useSearch();
  const navigate = route.useNavigate();

  useEffect(() => {
    if (t !== undefined) playback.seek(t);
  }, [t, playback]);

  const copy = async () => {
    const time = Math.round(playback.place().time * 10) / 10;
    await navigate({ search: { t: time, ...(flag && { flag }) }, replace: true });
    try {
      await navigator.clipboard.writeText(window.location.href);
      notifications.show({ message: player.linkCopied, autoClose: 2500 });
    } catch {
      notifications.show({ color: 'yellow', message: player.linkNotCopied });
    }
  };
  return () => void copy();
}
