/** Every question of the screens, asked of the cluster over each of its servers and of the single server. */
import type { FactsClient } from '../../../analyzer/storage/facts/client.ts';
import { screenQuestions } from '../store/screen-questions.ts';
import { check, different } from './report.ts';

const period = { from: '2026-03-01', to: '2026-06-01', zone: 'Europe/Moscow' };

async function answersOf(client: FactsClient): Promise<Map<string, unknown>> {
  const said = new Map<string, unknown>();
  for (const [name, ask] of Object.entries(await screenQuestions(client, period))) said.set(name, settled(await ask()));
  return said;
}

/** Sums of many numbers depend on their order in the last places. */
const settled = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value)));

type Clients = Record<string, FactsClient>;
async function wrongAnswers(
  single: FactsClient,
  clients: Clients,
  tell: (name: string, all: number, wrong: string[]) => void,
) {
  const expected = await answersOf(single);
  for (const [name, client] of Object.entries(clients))
    tell(name, expected.size, different(expected, await answersOf(client)));
}

/** Whether each of `clients`, by name, answers as `single` does. */
export const checkAnswers = (what: string, single: FactsClient, clients: Clients): Promise<void> =>
  wrongAnswers(single, clients, (name, all, wrong) =>
    check(`${what}: ${name} answers as one server does`, wrong.length === 0, wrong.join('; ') || `${all} questions`),
  );

/**
 * The same while a server is dead. Rows are acknowledged by one replica, whichever the engine chose (it avoids one that was dead
 * lately): what the other one had not fetched comes back with it. How many answers lack something is told, not judged.
 */
export const tellLack = (what: string, single: FactsClient, clients: Clients): Promise<void> =>
  wrongAnswers(single, clients, (name, all, { length }) =>
    console.log(`     ${what}: ${name} answers ${length} questions of ${all} without calls that only it has`),
  );
