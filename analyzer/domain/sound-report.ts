/** What was measured on the sound of a recording, channel by channel; everything in seconds from its start. */
import { z } from 'zod';

export const intervalSchema = z.object({ start: z.number(), end: z.number() });
export type Interval = z.infer<typeof intervalSchema>;

/** A pause, overlap or hold with who caused it, where that is known. */
export const overlapSchema = intervalSchema.extend({
  /** Role that started to speak over the other one. */
  by: z.enum(['operator', 'client']),
  /** True when the other side fell silent soon after and the talker went on (never claimed on mono recordings). */
  interruption: z.boolean(),
});
export type Overlap = z.infer<typeof overlapSchema>;

export const channelReportSchema = z.object({
  /** Whose voice the channel carries; `mixed` when both are on one channel. */
  role: z.enum(['operator', 'client', 'mixed']),
  speech: z.array(intervalSchema),
  /** Active level of the speech, dBFS (RMS over speech frames); null when the channel has no speech. */
  level: z.number().nullable(),
  /** Hold music on this channel. */
  music: z.array(intervalSchema),
  /** 425 Hz ring-back bursts on this channel. */
  rings: z.array(intervalSchema),
});
export type ChannelReport = z.infer<typeof channelReportSchema>;

export const soundReportSchema = z.object({
  duration: z.number().min(0),
  channels: z.array(channelReportSchema).min(1).max(2),
  overlaps: z.array(overlapSchema),
  /** Stretches ≥ 4 s without speech, music or tone on any channel. */
  dead_air: z.array(intervalSchema),
});
export type SoundReport = z.infer<typeof soundReportSchema>;
