/** Watches the wall clock against one that only runs: a jump deletes nothing and hides nothing before people have looked. */

export interface ClockJump {
  /** When it was seen, by the clock after the jump. */
  at: Date;
  /** How far, seconds; below zero: backwards. */
  bySeconds: number;
}

/** Less is an ordinary correction. */
const leastJumpMs = 10 * 60_000;
/** A machine that was switched off for longer than this looks like a clock that ran ahead. */
const longestRestMs = 30 * 24 * 3_600_000;
/** After this time of running a new time is taken for the right one. */
const rememberedMs = 24 * 3_600_000;

export type ClockWatch = ReturnType<typeof clockWatch>;

/**
 * A watch that is told of time by `look`, often. `lastSeen`: the latest instant that this product has written down before.
 * `steady` gives milliseconds that no correction moves.
 */
export function clockWatch(
  lastSeen: Date | null,
  wall: () => number = Date.now,
  steady: () => number = () => performance.now(),
) {
  let before = { wall: wall(), steady: steady() };
  let jump: (ClockJump & { steady: number }) | null = null;
  const remember = (byMs: number) => {
    jump = { at: new Date(before.wall), bySeconds: Math.round(byMs / 1000), steady: before.steady };
  };
  const rest = lastSeen === null ? 0 : before.wall - lastSeen.getTime();
  if (rest < -leastJumpMs || rest > longestRestMs) remember(rest);

  return {
    look(): void {
      const now = { wall: wall(), steady: steady() };
      const byMs = now.wall - before.wall - (now.steady - before.steady);
      before = now;
      if (Math.abs(byMs) >= leastJumpMs) remember(byMs);
    },

    /** The last jump; null when there was none for a day of running. */
    jumped(): ClockJump | null {
      if (jump === null || steady() - jump.steady > rememberedMs) return null;
      return { at: jump.at, bySeconds: jump.bySeconds };
    },
  };
}
