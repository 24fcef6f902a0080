/** A progress line on standard error, only where a person looks on. */
import type { StageName } from '../domain/call-state.ts';

const names: Record<StageName, string> = {
  check: 'проверка',
  sound: 'звук',
  recognize: 'распознавание',
  judge: 'оценка',
  store: 'запись',
};

/** Shows one line that is overwritten by the next and wiped at the end; `note` leaves a line above it, also for who reads later. */
export function showProgress(): { report: (line: string) => void; note: (line: string) => void; end: () => void } {
  const note = (line: string) => void process.stderr.write(`${line}\n`);
  if (!process.stderr.isTTY) return { report: () => {}, note, end: () => {} };
  const wipe = '\r\u001b[K';
  return {
    report: (line) => void process.stderr.write(`${wipe}${line}`),
    note: (line) => note(`${wipe}${line}`),
    end: () => void process.stderr.write(wipe),
  };
}

/** Shows the stage and percent of one recording on one line that is wiped at the end. */
export function showStage(name: string): { report: (stage: StageName, fraction: number) => void; end: () => void } {
  const line = showProgress();
  return {
    report: (stage, fraction) => line.report(`${name}: ${names[stage]} ${Math.round(fraction * 100)} %`),
    end: line.end,
  };
}
