/** «Поменять каналы»: the button; its question is fetched when it is pressed. */
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowsExchange } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useFocusBack } from '../../components/use-focus-back.ts';
import { useReviewTexts } from '../../i18n/review-texts.ts';

const SwapDialog = lazy(async () => ({ default: (await import('./swap-dialog.tsx')).SwapDialog }));

export function SwapButton({ callId }: { callId: string }) {
  const { finish } = useReviewTexts();
  const [asked, question] = useDisclosure(false);
  useFocusBack(asked);
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
      {asked && (
        <Suspense>
          <SwapDialog callId={callId} onClose={question.close} />
        </Suspense>
      )}
    </>
  );
}
