/** What open pages are told of calls that are being worked on: the ends at once, the steps in between a few times a second. */
import type { CallProgress } from '#analyzer';

/** Every step goes to every page that is open: a thousand of them cost more than the work itself. */
const tellEveryMs = 500;

/** @param tell hears of a call that ended (or waits) at once, of one on its way with its newest step, twice a second at most */
export function followProgress(tell: (call: CallProgress) => void): { note(call: CallProgress): void; stop(): void } {
  const newest = new Map<string, CallProgress>();
  let timer: NodeJS.Timeout | null = null;
  const tellAll = () => {
    timer = null;
    for (const call of newest.values()) tell(call);
    newest.clear();
  };
  return {
    note(call) {
      if (call.state === 'processing') {
        newest.set(call.id, call);
        timer ??= setTimeout(tellAll, tellEveryMs).unref();
        return;
      }
      newest.delete(call.id);
      tell(call);
    },

    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      newest.clear();
    },
  };
}
