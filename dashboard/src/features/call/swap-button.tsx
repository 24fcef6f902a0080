/** «Поменять каналы»: the roles of the two channels change places, and the call is judged anew. */
import { ActionIcon, Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { readCall } from '../../api/read-call.ts';
import { swapChannels } from '../../api/review.ts';
import { errorLine } from '../../components/error-line.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';

export function SwapButton({ callId }: { callId: string }) {
  const texts = useTexts();
  const { finish } = useReviewTexts();
  const queries = useQueryClient();
  const [asked, question] = useDisclosure(false);
  const swap = useMutation({
    mutationFn: () => swapChannels(callId),
    onSuccess: () => {
      question.close();
      notifications.show({ message: finish.swapped, autoClose: 4000 });
      void queries.invalidateQueries({ queryKey: readCall(callId).queryKey });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: finish.swapFailed, message: errorLine(error, texts) }),
  });
  return (
    <>
      <ActionIcon
        size="lg"
        variant="subtle"
        color="gray"
        aria-label={finish.swap}
        title={finish.swap}
        onClick={question.open}
      >
        <IconArrowsExchange size={20} />
      </ActionIcon>
      <Modal
        opened={asked}
        onClose={question.close}
        title={finish.swapTitle}
        closeButtonProps={{ 'aria-label': texts.close }}
      >
        <Text size="sm">{finish.swapText}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={question.close}>
            {texts.cancel}
          </Button>
          <Button loading={swap.isPending} onClick={() => swap.mutate()}>
            {finish.swapDo}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
