/** The invented operators of the demo history: who they are and how each is used to speaking. */
import { type Random, randomOf } from './random.ts';

/** Probabilities 0…1 of an operator's habits in one call (or one line). */
export interface Habits {
  /** Leaves a part of the greeting or of the farewell out. */
  shortGreeting: number;
  shortFarewell: number;
  /** Says a line in the careless wording. */
  careless: number;
  /** Begins a line with a filler. */
  filler: number;
  /** Goes to look something up without a word. */
  silentHold: number;
  /** Quarrels with a client. */
  quarrel: number;
  /** Speed of speech, 1 = usual. */
  pace: number;
}

export interface SeedOperator {
  id: string;
  name: string;
  /** Share of the calls that fall on this operator, relative to the others. */
  share: number;
  habits: Habits;
}

const people = [
  ...['marina Марина', 'svetlana Светлана', 'olga Ольга', 'anna Анна', 'tatyana Татьяна', 'yulia Юлия'],
  ...['natalya Наталья', 'irina Ирина', 'ekaterina Екатерина', 'elena Елена', 'darya Дарья', 'ksenia Ксения'],
  ...['vera Вера', 'alina Алина', 'galina Галина', 'lyudmila Людмила', 'polina Полина', 'nina Нина'],
];

/** The same people with every seed, with other habits. */
export function seedOperators(seed: string): [SeedOperator, ...SeedOperator[]] {
  const [first, ...rest] = people.map((person): SeedOperator => {
    const [key = '', name = ''] = person.split(' ');
    const random = randomOf('operator', seed, key);
    return { id: `op-${key}`, name, share: random.between(0.5, 1.4), habits: habitsOf(random) };
  });
  if (first === undefined) throw new Error('no operators');
  return [first, ...rest];
}

/** Few are careless in everything: carelessness leans towards the small end. */
function habitsOf(random: Random): Habits {
  const lean = (most: number) => random.next() ** 2 * most;
  return {
    shortGreeting: lean(0.5),
    shortFarewell: lean(0.6),
    careless: lean(0.8),
    filler: lean(0.6),
    silentHold: lean(0.5),
    quarrel: random.chance(0.15) ? 0.02 : 0.002,
    pace: random.between(0.85, 1.25),
  };
}

/** Draws who answers. */
export function drawOperator(operators: readonly [SeedOperator, ...SeedOperator[]], random: Random): SeedOperator {
  let left = random.next() * operators.reduce((sum, { share }) => sum + share, 0);
  for (const operator of operators) {
    left -= operator.share;
    if (left < 0) return operator;
  }
  return operators[0];
}
