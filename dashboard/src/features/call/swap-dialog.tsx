/** «Поменять каналы?»: the roles of the two channels change places, and the call is judged anew. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { readCall } from '../../api/read-call.ts';
import { swapChannels } from '../../api/review.ts';
import { useFailureToast } from '../../components/use-failure-toast.ts';
import { useTexts } from '../../i18n/language.tsx';
import { useReviewTexts } from '../../i18n/review-texts.ts';

export function SwapDialog({ callId, onClose }: { callId: string; onClose: () => void }) {
  const texts = useTexts();
  const tellFailure = useFailureToast();
  const { finish } = useReviewTexts();
  const queries = useQueryClient();
  const swap = useMutation({
    mutationFn: () => swapChannels(callId),
    onSuccess: () => {
      onClose();
      notifications.show({ message: finish.swapped, autoClose: 4000 });
      void queries.invalidateQueries({ queryKey: readCall(callId).queryKey });
    },
    onError: tellFailure(finish.swapFailed),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={finish.swapTitle}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <Text size="sm">{finish.swapText}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button loading={swap.isPending} onClick={() => swap.mutate()}>
          {finish.swapDo}
        </Button>
      </Group>
    </Modal>
  );
}
