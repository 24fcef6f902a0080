/** The hotkeys of the call page: which key means what. Keys are told by their place, so every keyboard layout works. */

export const hotkeyActions = [
  'toggle',
  'back',
  'forward',
  'farBack',
  'farForward',
  'nextFinding',
  'previousFinding',
  'slower',
  'faster',
  'skipSilence',
  'soloOperator',
  'soloClient',
  'search',
  'follow',
  'confirm',
  'dismiss',
  'changeRange',
  'addMissed',
  'comment',
  'undo',
  'submit',
  'nextCall',
  'previousCall',
  'help',
] as const;
export type HotkeyAction = (typeof hotkeyActions)[number];

interface Hotkey {
  code: string;
  shift: boolean;
  /** Ctrl, on a Mac Cmd. */
  ctrl?: true;
  alt?: true;
}

export const hotkeys: Record<HotkeyAction, Hotkey> = {
  toggle: { code: 'Space', shift: false },
  back: { code: 'KeyJ', shift: false },
  forward: { code: 'KeyL', shift: false },
  farBack: { code: 'KeyJ', shift: true },
  farForward: { code: 'KeyL', shift: true },
  nextFinding: { code: 'KeyN', shift: false },
  previousFinding: { code: 'KeyN', shift: true },
  slower: { code: 'BracketLeft', shift: false },
  faster: { code: 'BracketRight', shift: false },
  skipSilence: { code: 'KeyS', shift: false },
  soloOperator: { code: 'KeyO', shift: false },
  soloClient: { code: 'KeyP', shift: false },
  search: { code: 'Slash', shift: false },
  follow: { code: 'KeyF', shift: false },
  confirm: { code: 'KeyY', shift: false },
  dismiss: { code: 'KeyX', shift: false },
  changeRange: { code: 'KeyR', shift: false },
  addMissed: { code: 'KeyA', shift: false },
  comment: { code: 'KeyC', shift: false },
  undo: { code: 'KeyZ', shift: false },
  submit: { code: 'Enter', shift: false, ctrl: true },
  nextCall: { code: 'ArrowDown', shift: false, alt: true },
  previousCall: { code: 'ArrowUp', shift: false, alt: true },
  help: { code: 'Slash', shift: true },
};

/** What is read of a keyboard event. */
export interface KeyPress {
  code: string;
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/** The action of a key press, or null. «?» also counts by its sign: on a Russian layout it is Shift+7. */
export function actionOf(press: KeyPress): HotkeyAction | null {
  if (press.isComposing) return null;
  const ctrlKey = press.ctrlKey || press.metaKey;
  if (press.key === '?' && !ctrlKey && !press.altKey) return 'help';
  const found = hotkeyActions.find((action) => {
    const { code, shift, ctrl = false, alt = false } = hotkeys[action];
    return code === press.code && shift === press.shiftKey && ctrl === ctrlKey && alt === press.altKey;
  });
  return found ?? null;
}
