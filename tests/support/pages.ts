/** What the browser tests do on the pages of calls. */
import type { Locator, Page } from 'playwright-core';

/** The row of a call in the list, by the call's name. */
export const rowOf = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });

/** Opens a call from the list, as a person does. */
export async function openCall(page: Page, name: string): Promise<void> {
  await page.goto('/calls');
  await rowOf(page, name).getByRole('link').click();
  await page.getByRole('heading', { name: `Звонок ${name}` }).waitFor();
}

/** Second at which the sound stands; -1 where there is none. */
export const soundTime = (page: Page): Promise<number> =>
  page.evaluate<number>("document.querySelector('audio')?.currentTime ?? -1");

/** Second at which the wave form's cursor stands: read from its place, as an eye does. */
export async function waveTime(page: Page): Promise<number> {
  const wave = page.getByRole('region', { name: 'Проигрыватель' });
  const style = (await wave.locator('[part~="cursor"]').getAttribute('style')) ?? '';
  const length = await page.evaluate<number>("document.querySelector('audio').duration");
  return (Number.parseFloat(/left: ([\d.]+)%/.exec(style)?.[1] ?? 'NaN') / 100) * length;
}

/** Notes what goes to the loudspeakers of the pages opened from now on, one meter an ear. */
export async function wiretap(page: Page): Promise<void> {
  await page.addInitScript(`{
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (target, ...rest) {
      if (target === this.context.destination) {
        const ears = this.context.createChannelSplitter(2);
        connect.call(this, ears);
        window.ears = [0, 1].map((ear) => {
          const meter = new AnalyserNode(this.context, { fftSize: 16384 });
          connect.call(ears, meter, ear);
          return meter;
        });
      }
      return connect.call(this, target, ...rest);
    };
  }`);
}

/** Loudest sample of the last third of a second in the left and in the right ear, 0…1. */
export const loudestInEars = (page: Page): Promise<number[]> =>
  page.evaluate<number[]>(`window.ears.map((meter) => {
    const samples = new Float32Array(meter.fftSize);
    meter.getFloatTimeDomainData(samples);
    return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  })`);
