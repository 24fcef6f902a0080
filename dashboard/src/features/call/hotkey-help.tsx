/** The sheet of hotkeys, made from the same table that reads the keys. */
import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';
import { useHotkeySetting } from '../../player/hotkey-setting.ts';
import { type HotkeyAction, hotkeyActions, hotkeys } from '../../player/hotkeys.ts';
import classes from './call-page.module.css';

const signs: Record<string, string> = { BracketLeft: '[', BracketRight: ']', Slash: '/', ArrowUp: '↑', ArrowDown: '↓' };

const modifierSigns = { ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift' };

export function HotkeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const texts = useTexts();
  const does: Record<HotkeyAction, string> = { ...texts.hotkeys.list, ...useReviewTexts().hotkeys };
  const [setting] = useHotkeySetting();
  const sign = (code: string) => (code === 'Space' ? texts.hotkeys.space : (signs[code] ?? code.replace('Key', '')));
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.hotkeys.title}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      {setting === 'off' && <Text mb="sm">{texts.hotkeys.off}</Text>}
      <Table verticalSpacing={6} aria-label={texts.hotkeys.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.hotkeys.key}</Table.Th>
            <Table.Th>{texts.hotkeys.does}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hotkeyActions.map((action) => (
            <Table.Tr key={action}>
              <Table.Td className={classes.keys}>
                {action === 'help' ? (
                  <Kbd>?</Kbd>
                ) : (
                  <>
                    {(['ctrl', 'alt', 'shift'] as const)
                      .filter((modifier) => hotkeys[action][modifier])
                      .map((modifier) => (
                        <span key={modifier}>
                          <Kbd>{modifierSigns[modifier]}</Kbd> +{' '}
                        </span>
                      ))}
                    <Kbd>{sign(hotkeys[action].code)}</Kbd>
                  </>
                )}
              </Table.Td>
              <Table.Td>{does[action]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" mt="md" className={classes.muted}>
        {texts.hotkeys.hint}
      </Text>
    </Modal>
  );
}
