/** Who listens to how many recordings: one by one is work, hundreds at once is taking them away. */

const windowMs = 10 * 60_000;
/** Different recordings of one person in the window; heard for five seconds each, that is all one can do. */
const mostRecordings = 120;
/** A play that goes on (the browser asks for piece after piece) is one play. */
const samePlayMs = 60_000;

/** `new`: a play begins; `same`: it goes on; `refused`: too many different recordings, `first` time in the window. */
export type Listening = { kind: 'new' } | { kind: 'same' } | { kind: 'refused'; first: boolean };

/** Counts in this process; `clock` in milliseconds. */
export function listeningWatch(clock: () => number = Date.now) {
  const people = new Map<string, { calls: Map<string, number>; toldAt: number }>();

  return {
    /** Notes that a person asks for the sound of a call. */
    note(personId: string, callId: string): Listening {
      const now = clock();
      const person = people.get(personId) ?? { calls: new Map(), toldAt: Number.NEGATIVE_INFINITY };
      people.set(personId, person);
      for (const [id, at] of person.calls) if (now - at > windowMs) person.calls.delete(id);
      const before = person.calls.get(callId);
      if (before === undefined && person.calls.size >= mostRecordings) {
        const first = now - person.toldAt > windowMs;
        if (first) person.toldAt = now;
        return { kind: 'refused', first };
      }
      person.calls.set(callId, now);
      return before !== undefined && now - before < samePlayMs ? { kind: 'same' } : { kind: 'new' };
    },
  };
}
