import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../analyzer/domain/call.ts';
import type { ChannelReport, SoundReport } from '../../../analyzer/domain/sound-report.ts';
import { checkRoles } from '../../../analyzer/pipeline/channel-roles.ts';
import { readyEngine, rolesAreGuessed } from '../../../analyzer/pipeline/guessed-roles.ts';

const channel = (role: ChannelReport['role'], speech: [number, number][], rest: Partial<ChannelReport> = {}) => ({
  role,
  speech: speech.map(([start, end]) => ({ start, end })),
  level: -26,
  music: [],
  rings: [],
  ...rest,
});
const report = (...channels: ChannelReport[]): SoundReport => ({
  duration: 60,
  channels,
  overlaps: [{ start: 20, end: 21, by: 'operator', interruption: true }],
  dead_air: [],
});
const said = (speaker: Segment['speaker'], start: number, end: number): Segment => ({
  speaker,
  start,
  end,
  text: 'да',
});
const rolesOf = (checked: SoundReport) => checked.channels.map(({ role }) => role);

/** The operator answers at 1 s, the client speaks from 6 s on. */
const asSet = report(channel('operator', [[1, 5]]), channel('client', [[6, 12]]));
const otherWay = report(channel('operator', [[6, 12]]), channel('client', [[1, 5]]));
const incoming = { direction: 'incoming' } as const;

describe('with a transcript', () => {
  const transcript = [said('operator', 1, 5), said('client', 6, 12)];

  it('believes the setting that fits it', () => {
    expect(checkRoles(asSet, incoming, transcript)).toBe(asSet);
  });

  it('swaps roles and overlaps when its speakers lie on the other channels', () => {
    const checked = checkRoles(otherWay, { ...incoming, operator_channel: 'left' }, transcript);
    expect(rolesOf(checked)).toEqual(['client', 'operator']);
    expect(checked).toMatchObject({ roles: 'swapped', overlaps: [{ by: 'client' }] });
  });

  it('needs more than a few seconds of proof', () => {
    const short = [said('operator', 1, 2), said('client', 6, 8)];
    expect(checkRoles(otherWay, incoming, short)).toBe(otherWay);
  });
});

describe('without a transcript', () => {
  it('knows the company’s side by ring tones and hold music', () => {
    const rings = [{ start: 0, end: 1 }];
    const checked = checkRoles(report(channel('operator', [[6, 9]]), channel('client', [[8, 9]], { rings })), {}, null);
    expect(rolesOf(checked)).toEqual(['client', 'operator']);
    const music = [{ start: 30, end: 40 }];
    const fits = report(channel('operator', [[6, 9]], { music }), channel('client', [[1, 2]]));
    expect(checkRoles(fits, incoming, null)).toBe(fits);
  });

  it('doubts when the client seems to have answered an incoming call', () => {
    expect(checkRoles(otherWay, incoming, null)).toMatchObject({ roles: 'doubted', channels: otherWay.channels });
    expect(checkRoles(otherWay, { direction: 'outgoing' }, null)).toBe(otherWay);
    expect(checkRoles(asSet, incoming, null)).toBe(asSet);
  });

  it('believes the channel that the call itself names', () => {
    expect(checkRoles(otherWay, { ...incoming, operator_channel: 'right' }, null)).toBe(otherWay);
  });
});

it('makes doubted roles guessed ones, but not where a transcript names the speakers', () => {
  const doubted = checkRoles(otherWay, incoming, null);
  expect(rolesAreGuessed({ name: 'whisper', model: 'm' }, doubted)).toBe(true);
  expect(rolesAreGuessed({ name: 'whisper', model: 'm' }, asSet)).toBe(false);
  expect(rolesAreGuessed(readyEngine, doubted)).toBe(false);
});

it('leaves mono recordings alone', () => {
  const mono = report(channel('mixed', [[1, 5]]));
  expect(checkRoles(mono, incoming, [said('operator', 1, 5)])).toBe(mono);
});
