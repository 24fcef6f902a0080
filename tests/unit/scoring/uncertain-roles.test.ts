/** Calls whose speakers are only guessed: nobody is accused of anything. */
import { describe, expect, it } from 'vitest';
import type { SoundReport } from '../../../analyzer/domain/sound-report.ts';
import { criterionOf, judged } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const script = [
  'О: Алло, слушаю.',
  'К: Здравствуйте, второй месяц жду справку, и мне никто ничего не —',
  'О<1.5: Секундочку, говорите громче, хрен Вас поймёшь.',
  'К: Безобразие! Я буду жаловаться!',
  'О: Не кричите на меня. Всё, до свидания.',
].join('\n');
const sure = judged(spokenCall(script, { queue_seconds: 400 }));
const guessed = judged(spokenCall(script, { queue_seconds: 400, roles_uncertain: true }));

describe('a call with guessed speakers', () => {
  it('has the findings of the same call, none of them certain, each with the cause', () => {
    expect(sure.findings.filter(({ certain }) => certain).length).toBeGreaterThan(4);
    expect(guessed.findings.map(({ rule, text }) => [rule, text])).toEqual(
      sure.findings.map(({ rule, text }) => [rule, text]),
    );
    for (const finding of guessed.findings) expect(finding.certain).toBe(false);
    for (const [index, { certain }] of sure.findings.entries()) {
      if (certain) expect(guessed.findings[index]?.reason).toContain('запись на одном канале');
    }
  });
  it('fails only what the telephony tells', () => {
    const failedOf = (scored: typeof sure) =>
      scored.criteria.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
    expect(failedOf(sure)).toEqual(expect.arrayContaining(['speech.rude', 'opener.banned', 'termination.notice']));
    expect(failedOf(guessed)).toEqual(['time.queue']);
    expect(criterionOf(guessed, 'opener.banned')).toMatchObject({ outcome: 'not_sure', earned: 0 });
    expect(criterionOf(guessed, 'opener.banned').reason).toContain('только предполагает');
  });
  it('has no score: one of its passed criteria alone would be 100', () => {
    expect(sure).toMatchObject({ score: 0, compliance: 0 });
    expect(guessed).toMatchObject({ score: null, quality: null, compliance: null, fatal: [] });
  });
  it('is not accused of interruptions, whatever the channels', () => {
    expect(sure.measures.interruptions).toBe(1);
    expect(guessed.measures.interruptions).toBe(0);
    expect(criterionOf(guessed, 'sound.interruption').outcome).toBe('not_applicable');
    const call = spokenCall(script, { roles_uncertain: true });
    const speech = call.segments.map(({ start, end }) => ({ start, end }));
    const channel = { level: -27, music: [], rings: [], speech };
    const sound: SoundReport = {
      duration: 40,
      channels: [
        { role: 'operator', ...channel },
        { role: 'client', ...channel },
      ],
      overlaps: [{ start: 5, end: 6.5, by: 'operator', interruption: true }],
      dead_air: [],
    };
    expect(judged(call, sound).measures.interruptions).toBe(0);
  });
});
