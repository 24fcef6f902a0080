/** Whether the single-letter hotkeys work; remembered in this browser (WCAG 2.1.4). */
import { useLocalStorage } from '@mantine/hooks';

export function useHotkeySetting() {
  return useLocalStorage<'on' | 'off'>({
    key: 'kamerton.hotkeys',
    defaultValue: 'on',
    getInitialValueInEffect: false,
    deserialize: (value) => (value === 'off' ? 'off' : 'on'),
    serialize: (value) => value,
  });
}
