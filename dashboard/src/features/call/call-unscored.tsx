/** A call without an analysis: its sound, where there is one, and what is happening or why it stopped. */
import { useDisclosure } from '@mantine/hooks';
import type { CallDetails } from '../../api/shapes.ts';
import { RetryButton } from '../../components/retry-button.tsx';
import { useTexts } from '../../i18n/language.tsx';
import { usePlayback } from '../../player/playback-context.tsx';
import { Player, type Silent } from '../../player/player.tsx';
import { playbackHotkeys, useHotkeys } from '../../player/use-hotkeys.ts';
import { CallProgress } from './call-progress.tsx';
import { HotkeySheet } from './hotkey-sheet.tsx';
import { usePlaceLink } from './use-place-link.ts';

export function CallUnscored({ call, silent }: { call: CallDetails; silent: Silent }) {
  const { player } = useTexts();
  const playback = usePlayback();
  const copyLink = usePlaceLink();
  const [help, { open, close }] = useDisclosure(false);
  useHotkeys({ ...playbackHotkeys(playback), help: open });
  return (
    <>
      {call.hasRecording && (
        <Player
          callId={call.id}
          duration={call.duration}
          silent={silent}
          ifBroken={call.state === 'refused' ? player.soundNotPlayable : player.soundNotReady}
          hasPeaks={call.hasPeaks}
          sound={null}
          onCopyLink={copyLink}
          onHelp={open}
        />
      )}
      <CallProgress call={call} audible={silent === null} retry={<RetryButton call={call} />} />
      <HotkeySheet opened={help} onClose={close} />
    </>
  );
}
