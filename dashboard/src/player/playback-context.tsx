/** The playback of the open call, for everything on its page. */
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import { createPlayback, type Place, type Playback } from './playback.ts';

const PlaybackContext = createContext<Playback | null>(null);

export function PlaybackProvider({ children }: { children: ReactNode }) {
  const [playback] = useState(createPlayback);
  return <PlaybackContext value={playback}>{children}</PlaybackContext>;
}

export function usePlayback(): Playback {
  const playback = useContext(PlaybackContext);
  if (playback === null) throw new Error('usePlayback outside of PlaybackProvider');
  return playback;
}

/** A part of the place; the component is drawn again only when the part changes (compared by identity). */
export function usePlace<Part>(select: (place: Place) => Part): Part {
  const playback = usePlayback();
  return useSyncExternalStore(playback.subscribe, () => select(playback.place()));
}
