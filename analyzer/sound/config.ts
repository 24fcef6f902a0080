/** Names or paths of the outside programs of the sound part, and the only environment they are given. */
const env = process.env;

export const programs = {
  ffmpeg: env.KAMERTON_FFMPEG ?? 'ffmpeg',
  /** Needed for AMR only: ffmpeg loses the silent frames (DTX) of AMR, narrow and wide, and shifts all times. */
  sox: env.KAMERTON_SOX ?? 'sox',
  prlimit: env.KAMERTON_PRLIMIT ?? 'prlimit',
} as const;

/** A decoder needs no secrets: it gets the search path and a plain locale, nothing else. */
export const childEnvironment: NodeJS.ProcessEnv = {
  PATH: env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
};
