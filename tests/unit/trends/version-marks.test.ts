/** Marks of changed versions on the time axis. */
import { describe, expect, it } from 'vitest';
import { versionMarks } from '../../../analyzer/trends/version-marks.ts';

const row = (first_day: string, lexicon_version: string, more: { engine_model?: string } = {}) => ({
  first_day,
  last_day: first_day,
  calls: 1,
  lexicon_version,
  scorecard_version: 's1',
  engine_version: '1',
  engine_name: 'whisper',
  engine_model: '',
  ...more,
});

describe('marks', () => {
  it('stand where a version has its first call; that of the beginning is no change', () => {
    expect(versionMarks([row('2026-01-01', 'a'), row('2026-02-03', 'b'), row('2026-03-01', 'c')])).toEqual([
      { day: '2026-02-03', kind: 'lexicon', from: 'a', to: 'b' },
      { day: '2026-03-01', kind: 'lexicon', from: 'b', to: 'c' },
    ]);
  });

  it('tell a change of the recogniser from a change of the lexicons', () => {
    const rows = [row('2026-01-01', 'a'), row('2026-01-10', 'a', { engine_model: 'turbo' })];
    expect(versionMarks(rows)).toEqual([
      { day: '2026-01-10', kind: 'recogniser', from: 'whisper', to: 'whisper turbo' },
    ]);
  });

  it('are none where one version judged everything', () => {
    expect(versionMarks([row('2026-01-01', 'a')])).toEqual([]);
    expect(versionMarks([])).toEqual([]);
  });
});
