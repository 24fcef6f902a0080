/** A progress line on standard error, only where a person looks on. */
import type { StageName } from '../domain/call-state.ts';

const names: Record<StageName, string> = {
  check: 'проверка',
  sound: 'звук',
  recognize: 'распознавание',
  judge: 'оценка',
  store: 'запись',
};

/** Shows the stage and percent of one recording on one line that is wiped at the end. */
export function showStage(name: string): { report: (stage: StageName, fraction: number) => void; end: () => void } {
  if (!process.stderr.isTTY) return { report: () => {}, end: () => {} };
  const wipe = '\r\u001b[K';
  return {
    report: (stage, fraction) =>
      void process.stderr.write(`${wipe}${name}: ${names[stage]} ${Math.round(fraction * 100)} %`),
    end: () => void process.stderr.write(wipe),
  };
}
