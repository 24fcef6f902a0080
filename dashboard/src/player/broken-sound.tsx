/** Why there is no sound: what the server says of it, or that the browser cannot play what it gives. */
import { useQuery } from '@tanstack/react-query';
import { soundFault } from '../api/call-audio.ts';
import { errorLine } from '../components/error-line.ts';
import { useTexts } from '../i18n/language.tsx';

export function BrokenSound({ callId, otherwise }: { callId: string; otherwise: string }) {
  const texts = useTexts();
  const { data: fault, isPending } = useQuery(soundFault(callId));
  if (isPending) return texts.loading;
  return fault ? errorLine(fault, texts) : otherwise;
}
