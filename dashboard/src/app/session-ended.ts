/** Whether the session ended by itself (and not because the person signed out). */
import { queryOptions, skipToken } from '@tanstack/react-query';

export const sessionEnded = queryOptions<boolean>({
  queryKey: ['session-ended'],
  queryFn: skipToken,
});
