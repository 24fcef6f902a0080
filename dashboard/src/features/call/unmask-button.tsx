/** «Показать данные»: asks for the reason, then shows the transcript with personal data on this page. */
import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Segment } from '../../api/shapes.ts';
import { unmaskCall } from '../../api/unmask-call.ts';
import { errorLine } from '../../components/error-line.ts';
import { useTexts } from '../../i18n/language.tsx';

/** The server refuses shorter ones. */
const leastReason = 5;

export function UnmaskButton({ callId, onShown }: { callId: string; onShown: (segments: Segment[]) => void }) {
  const texts = useTexts();
  const { unmask } = texts.transcript;
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWaiting(true);
    setFailure(null);
    try {
      onShown(await unmaskCall(callId, reason.trim()));
      dialog.close();
    } catch (error) {
      setFailure(errorLine(error, texts));
    } finally {
      setWaiting(false);
    }
  };
  return (
    <>
      <Button size="xs" variant="default" leftSection={<IconEye size={15} aria-hidden />} onClick={dialog.open}>
        {unmask.show}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={unmask.title}>
        <form onSubmit={(event) => void submit(event)}>
          <Text size="sm" mb="sm">
            {unmask.hint}
          </Text>
          <TextInput
            data-autofocus
            label={unmask.reason}
            value={reason}
            maxLength={300}
            error={failure}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" mt="md">
            <Button type="submit" loading={waiting} disabled={reason.trim().length < leastReason}>
              {unmask.show}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
