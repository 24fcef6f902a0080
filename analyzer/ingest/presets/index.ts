/** The presets by name. */
import { asterisk } from './asterisk.ts';
import { freeswitch } from './freeswitch.ts';
import { mango } from './mango.ts';
import type { Preset } from './preset.ts';
import { threeCx } from './three-cx.ts';
import { uis } from './uis.ts';

export const presetNames = ['asterisk', 'freeswitch', '3cx', 'mango', 'uis'] as const;
export type PresetName = (typeof presetNames)[number];

export const presets: Record<PresetName, Preset> = { asterisk, freeswitch, '3cx': threeCx, mango, uis };
