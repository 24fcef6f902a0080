/** Coaching notes over a reviewed made-up history. */
import type { Desk } from '../../desk/open-desk.ts';
import type { FindingReview } from '../../domain/review.ts';
import { deterministicUuid } from '../../platform/index.ts';
import type { NewNotification } from '../../storage/state/notifications.ts';
import { type AnswerStores, confirmedOf, type DemoPeople, dayMs, hourMs, oneOfEachCall } from './answered.ts';
import { randomOf } from './random.ts';
import { adviceAbout } from './said-by-people.ts';

/** Days before today at which notes were written. */
const noteDays = [58, 30, 2];
const mostClips = 4;
const coachedOperators = 3;

/**
 * Coaching notes about what is repeated most, with the places to hear; the operators who can sign in have read all but the
 * newest. Returns how many were made now.
 */
export async function seedCoaching(stores: AnswerStores, options: DemoPeople): Promise<number> {
  const { desk, setClock } = stores;
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  let count = 0;
  for (const [index, operatorId] of (await coached(desk, options)).entries()) {
    const confirmed = await confirmedOf(desk, operatorId);
    const reader = options.operators.find((one) => one.operatorId === operatorId);
    const said = new Set<string>();
    // Those who can read them get all, the others one: a page of notes that nobody reads would tell the wrong story.
    for (const days of reader === undefined ? noteDays.slice(index % 2, (index % 2) + 1) : noteDays) {
      const writtenAt = today - days * dayMs + 9.5 * hourMs;
      const clips = repeatedBefore(confirmed, writtenAt, said).slice(0, mostClips);
      const [first] = clips;
      if (first === undefined) continue;
      said.add(first.anchor.rule);
      const id = deterministicUuid('demo note', options.seed, operatorId, String(days));
      if ((await desk.coaching.find(id)) !== null) continue;
      const author = randomOf('note', id).pick(options.supervisors);
      const isNew = days === noteDays.at(-1);
      const told = reader !== undefined && isNew ? [reader.id] : [];
      setClock(writtenAt);
      const note = await desk.coaching.write(
        {
          id,
          operatorId,
          author: author.id,
          text: adviceAbout(first.anchor.rule),
          clips: clips.map(({ id: findingId, callId, day, anchor: { rule, entry, start, end } }) => {
            return { callId, day, findingId, rule, entry, start, end };
          }),
        },
        () =>
          told.map((recipient): NewNotification => {
            const values = { by: author.name, count: clips.length };
            return { recipient, kind: 'coaching_written', subject: id, link: `/coaching/${id}`, values };
          }),
      );
      setClock(writtenAt + 26 * hourMs);
      if (reader !== undefined && !isNew) await desk.coaching.acknowledge(note.id, operatorId, reader.id);
      count += 1;
    }
  }
  return count;
}

/** Operators with notes: those who can sign in, and those with the most confirmed findings. */
async function coached(desk: Desk, { operators }: DemoPeople): Promise<string[]> {
  const own = operators.flatMap(({ operatorId }) => operatorId ?? []);
  const drawn = new Set((await desk.samples.list()).map(({ operatorId }) => operatorId));
  const counted: { operatorId: string; found: number }[] = [];
  for (const operatorId of drawn) {
    if (!own.includes(operatorId)) counted.push({ operatorId, found: (await confirmedOf(desk, operatorId)).length });
  }
  counted.sort((a, b) => b.found - a.found || a.operatorId.localeCompare(b.operatorId));
  return [...own, ...counted.slice(0, coachedOperators).map(({ operatorId }) => operatorId)];
}

/** Of the rules not spoken of yet the one that was broken most in the eight weeks before: its findings, one a call. */
function repeatedBefore(confirmed: readonly FindingReview[], time: number, said: ReadonlySet<string>): FindingReview[] {
  const recent = confirmed.filter(({ at, anchor }) => {
    const decided = Date.parse(at);
    return decided < time && decided > time - 56 * dayMs && anchor.entry !== '' && !said.has(anchor.rule);
  });
  const often = new Map<string, number>();
  for (const { anchor } of recent) often.set(anchor.rule, (often.get(anchor.rule) ?? 0) + 1);
  const [most] = [...often].sort(([, a], [, b]) => b - a)[0] ?? [];
  return oneOfEachCall(recent.filter(({ anchor }) => anchor.rule === most));
}
