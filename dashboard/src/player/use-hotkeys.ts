/** Listens to the hotkeys while the call page is open. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useHotkeySetting } from './hotkey-setting.ts';
import { actionOf, type HotkeyAction } from './hotkeys.ts';
import type { Playback } from './playback.ts';
import { stepSpeed } from './speeds.ts';

/** Places where a letter is text or belongs to the control. */
const typing = 'input:not([type="range"]), textarea, select, [contenteditable="true"], [role="listbox"], [role="menu"]';
/** Controls that the space bar itself activates. */
const pressable = 'button, a, summary, [role="tab"], [role="button"]';

export function useHotkeys(actions: Partial<Record<HotkeyAction, () => void>>): void {
  const [setting] = useHotkeySetting();
  const latest = useRef(actions);
  // Before the page is painted: what is seen can be acted upon.
  useLayoutEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (setting === 'off') return;
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionOf(event);
      if (action === null || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(typing) || document.querySelector('[role="dialog"], dialog[open]')) return;
      if (event.code === 'Space' && target?.closest(pressable)) return;
      const act = latest.current[action];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [setting]);
}

/** The hotkeys that concern the playback alone: the same on every page with a player. */
export function playbackHotkeys(playback: Playback) {
  return {
    toggle: () => playback.toggle(),
    back: () => playback.skip(-5),
    forward: () => playback.skip(5),
    farBack: () => playback.skip(-30),
    farForward: () => playback.skip(30),
    slower: () => playback.setSpeed(stepSpeed(playback.place().speed, -1)),
    faster: () => playback.setSpeed(stepSpeed(playback.place().speed, 1)),
    skipSilence: () => playback.toggleSkipSilence(),
    soloOperator: () => playback.toggleSolo('operator'),
    soloClient: () => playback.toggleSolo('client'),
  };
}
