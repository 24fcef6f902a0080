/** Promises to call back on a hard question, with the time named or not (Table 4). */
import type { Heard, PhraseFinder } from './course-phrases.ts';

export interface Callback {
  /** The promise; null when none was made. */
  promise: Heard | null;
  /** «Мне потребуется … часов»: the question is a hard one. */
  preparation: Heard | null;
  /** The time named near the promise. */
  time: Heard | null;
}

/** A time belongs to the promise when it is said in its segment or so many segments around it. */
const nearby = 3;

export function readCallback(phrases: PhraseFinder): Callback {
  const promises = phrases.find('callback_promise', 'operator', 'specialist');
  const times = phrases.find('promised_time', 'operator', 'specialist');
  const near = (promise: Heard): Heard | undefined =>
    times.find(({ segment }) => Math.abs(segment - promise.segment) <= nearby);
  const promise = promises.find((candidate) => near(candidate)) ?? promises[0] ?? null;
  return {
    promise,
    preparation: phrases.find('preparation_time', 'operator', 'specialist')[0] ?? null,
    time: promise ? (near(promise) ?? null) : null,
  };
}
