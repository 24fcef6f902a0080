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

/**
 * Compares the answers of each of `clients`, by name, with those of `single`. Where answers `mayLack` calls (the only replica that has
 * them is dead) it is told how many do.
 */
export async function checkAnswers(
  what: string,
  single: FactsClient,
  clients: Record<string, FactsClient>,
  mayLack = false,
): Promise<void> {
  const expected = await answersOf(single);
  for (const [name, client] of Object.entries(clients)) {
    const wrong = different(expected, await answersOf(client));
    const told = wrong.length === 0 ? `${expected.size} questions` : wrong.join('; ');
    if (mayLack)
      console.log(
        `     ${what}: ${name} answers ${wrong.length} questions of ${expected.size} without calls that only it has`,
      );
    else check(`${what}: ${name} answers as one server does`, wrong.length === 0, told);
  }
}
