/** Takes the call for whoever reviews it, so that others see it is taken; gives it back on leaving. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMay } from '../../access/session.ts';
import { ApiError } from '../../api/api-error.ts';
import { claimCall, releaseCall } from '../../api/queue.ts';
import { claimKey } from '../../api/queue-keys.ts';
import { sentence } from '../../components/error-line.ts';

/** A claim lasts fifteen minutes; as long as the page is open it is renewed. */
const renewMs = 5 * 60_000;

/** Why the call is somebody else's; null when it is the reader's own. */
export function useClaim(callId: string): string | null {
  const mayDecide = useMay('review.decide');
  const { data = null } = useQuery({
    queryKey: claimKey(callId),
    enabled: mayDecide,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchInterval: renewMs,
    queryFn: async () => {
      try {
        await claimCall(callId);
        return null;
      } catch (error) {
        if (error instanceof ApiError && error.code === 'conflict') return sentence(error.message);
        throw error;
      }
    },
  });
  useEffect(() => {
    if (!mayDecide) return;
    return () => void releaseCall(callId).catch(() => {});
  }, [callId, mayDecide]);
  return data;
}
