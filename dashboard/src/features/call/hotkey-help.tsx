/** The sheet of hotkeys, made from the same table that reads the keys. */
import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useTexts } from '../../i18n/language.tsx';
import { useHotkeySetting } from '../../player/hotkey-setting.ts';
import { hotkeyActions, hotkeys } from '../../player/hotkeys.ts';
import classes from './call-page.module.css';

const signs: Record<string, string> = { BracketLeft: '[', BracketRight: ']', Slash: '/' };

export function HotkeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const texts = useTexts();
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
                    {hotkeys[action].shift && (
                      <>
                        <Kbd>Shift</Kbd> +{' '}
                      </>
                    )}
                    <Kbd>{sign(hotkeys[action].code)}</Kbd>
                  </>
                )}
              </Table.Td>
              <Table.Td>{texts.hotkeys.list[action]}</Table.Td>
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
