/** What was measured on the sound of a recording, channel by channel; everything in seconds from its start. */
import { z } from 'zod';

const intervalSchema = z.object({ start: z.number(), end: z.number() });
export type Interval = z.infer<typeof intervalSchema>;

/** A pause, overlap or hold with who caused it, where that is known. */
const overlapSchema = intervalSchema.extend({
  /** Role that started to speak over the other one. */
  by: z.enum(['operator', 'client']),
  /** True when the other side fell silent soon after and the talker went on (never claimed on mono recordings). */
  interruption: z.boolean(),
});
export type Overlap = z.infer<typeof overlapSchema>;

/** A stretch of speech (pauses under 300 ms belong to it) with how it was said: the material for «raised voice». */
const speechIntervalSchema = intervalSchema.extend({
  /** Level that a fifth of the stretch exceeds, dBFS. */
  level: z.number().optional(),
  /** Median pitch, Hz; null where the voice is not voiced long enough. */
  pitch: z.number().nullable().optional(),
});

const channelReportSchema = z.object({
  /** Whose voice the channel carries; `mixed` when both are on one channel. */
  role: z.enum(['operator', 'client', 'mixed']),
  speech: z.array(speechIntervalSchema),
  /** Talk time, seconds: speech without its pauses of 150 ms and more. */
  talk: z.number().min(0).optional(),
  /** Active level of the speech, dBFS (RMS over speech frames); null when the channel has no speech. */
  level: z.number().nullable(),
  /** Hold music on this channel. */
  music: z.array(intervalSchema),
  /** 425 Hz ring-back bursts on this channel. */
  rings: z.array(intervalSchema),
  /** Busy signals on this channel, each from its first to its last burst. */
  busy: z.array(intervalSchema).optional(),
  /** Keys pressed in tone dialling. */
  keys: z.array(intervalSchema.extend({ key: z.string().length(1) })).optional(),
  /** Share 0…1 of the speech frames whose samples are cut flat at the top (overdriven line). */
  clipping: z.number().min(0).max(1).optional(),
});
export type ChannelReport = z.infer<typeof channelReportSchema>;

export const soundReportSchema = z.object({
  duration: z.number().min(0),
  channels: z.array(channelReportSchema).min(1).max(2),
  overlaps: z.array(overlapSchema),
  /** Stretches ≥ 4 s without speech, music or tone on any channel, between the first and the last of those. */
  dead_air: z.array(intervalSchema),
  /** What the check of the channels' roles found: they were put right, or are doubted; absent when nothing spoke against them. */
  roles: z.enum(['swapped', 'doubted']).optional(),
});
export type SoundReport = z.infer<typeof soundReportSchema>;
