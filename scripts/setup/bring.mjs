/** Brings what is missing, step by step, and says so in one line a step. */
import { endRunning } from './child.mjs';
import { takeLock } from './lock.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} Step
 * @property {string} name shown to people
 * @property {boolean} essential the failure of any other step is told and the rest goes on
 * @property {() => Promise<boolean>} isReady quick: nothing is started, nothing is written
 * @property {() => Promise<void>} bring leaves no half result when interrupted
 */

const say = (text) => process.stdout.write(text);

/** Signals end the set-up with everything it started; the number is what a shell reports for them. */
const interruptions = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

async function bringStep(step) {
  const begun = Date.now();
  const seconds = () => `${Math.round((Date.now() - begun) / 1000)} с`;
  const line = `${step.name} … `;
  say(line);
  // A screen shows the passing seconds; a log file gets one line.
  const ticker = process.stdout.isTTY ? setInterval(() => say(`\r${line}${seconds()} `), 1000) : undefined;
  try {
    await step.bring();
    say(`${process.stdout.isTTY ? `\r${line}` : ''}готово, ${seconds()}\n`);
  } catch (error) {
    say(`${process.stdout.isTTY ? `\r${line}` : ''}не получилось, ${seconds()}\n`);
    if (step.essential && !error.goOn) throw error;
    say(`${error.message}\nПродолжаем без этого.\n`);
  } finally {
    clearInterval(ticker);
  }
}

async function firstMissing(steps) {
  for (const step of steps) if (!(await step.isReady())) return step;
  return undefined;
}

/**
 * Brings every step that is not ready, one set-up at a time on this checkout. Ends the process with code 1 and one
 * clear message when an essential step fails.
 * @param {Step[]} steps
 */
export async function bring(steps) {
  if ((await firstMissing(steps)) === undefined) return;
  let giveBack = () => {};
  const interrupted = (signal) => {
    endRunning();
    giveBack();
    say('\nПрервано. Повторите команду: готовое сохранено.\n');
    process.exit(interruptions[signal]);
  };
  const signals = Object.keys(interruptions);
  for (const signal of signals) process.on(signal, interrupted);
  try {
    giveBack = await takeLock((pid) => say(`Ждём: другой запуск (процесс ${pid}) уже готовит то же самое.\n`));
    if ((await firstMissing(steps)) !== undefined) say('Готовим то, чего не хватает (один раз).\n');
    for (const step of steps) if (!(await step.isReady())) await bringStep(step);
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : (error.stack ?? error)}\n`);
    process.exitCode = 1;
  } finally {
    giveBack();
    for (const signal of signals) process.off(signal, interrupted);
  }
  if (process.exitCode === 1) process.exit();
}
