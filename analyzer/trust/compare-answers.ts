/** Answers of a calibration side by side: agreement of every two raters, and what most people say. Pure. */
import type { CalibrationAnswer, CalibrationMark } from '../domain/calibration.ts';
import { machineRater } from '../domain/calibration.ts';
import { type Agreement, agreementOf } from './agreement.ts';

export interface RatedCall {
  callId: string;
  /** Indexes of the utterances that are judged. */
  judged: readonly number[];
  /** By rater; who has not answered is missing. */
  answers: ReadonlyMap<string, CalibrationAnswer>;
}

export interface PairAgreement {
  raters: [string, string];
  criteria: Agreement;
  /** Every judged utterance by every rule that anybody has marked: fault or none. */
  findings: Agreement;
}

/** Every two of the raters, in their order, over the calls that both have answered. */
export function compareRaters(raters: readonly string[], calls: readonly RatedCall[]): PairAgreement[] {
  const rules = [...new Set(calls.flatMap(({ answers }) => [...answers.values()].flatMap(rulesIn)))];
  return raters.flatMap((first, i) =>
    raters.slice(i + 1).map((second): PairAgreement => {
      const criteria: [string, string][] = [];
      const findings: [string, string][] = [];
      for (const { judged, answers } of calls) {
        const [a, b] = [answers.get(first), answers.get(second)];
        if (a === undefined || b === undefined) continue;
        for (const [id, outcome] of Object.entries(a.criteria)) {
          const other = b.criteria[id];
          if (other !== undefined) criteria.push([outcome, other]);
        }
        for (const segment of judged) {
          for (const rule of rules) findings.push([isMarked(a, segment, rule), isMarked(b, segment, rule)]);
        }
      }
      return {
        raters: [first, second],
        criteria: agreementOf(criteria, ['passed', 'failed', 'not_applicable']),
        findings: agreementOf(findings, ['fault', 'none']),
      };
    }),
  );
}

const rulesIn = ({ marks }: CalibrationAnswer) => marks.map(({ rule }) => rule);
const isMarked = ({ marks }: CalibrationAnswer, segment: number, rule: string): 'fault' | 'none' =>
  marks.some((mark) => mark.segment === segment && mark.rule === rule) ? 'fault' : 'none';

/** What more than half of the people say of a call; a criterion without such an answer is missing. */
export function majorityOf({ answers }: Pick<RatedCall, 'answers'>): CalibrationAnswer {
  const people = [...answers].filter(([rater]) => rater !== machineRater).map(([, answer]) => answer);
  const enough = (count: number) => 2 * count > people.length;
  const ids = new Set(people.flatMap(({ criteria }) => Object.keys(criteria)));
  const criteria: CalibrationAnswer['criteria'] = {};
  for (const id of ids) {
    const said = people.flatMap(({ criteria: own }) => own[id] ?? []);
    const most = said.find((outcome) => enough(said.filter((other) => other === outcome).length));
    if (most !== undefined) criteria[id] = most;
  }
  const places = new Map<string, CalibrationMark[]>();
  for (const answer of people) {
    const own = new Map(answer.marks.map((mark) => [`${mark.segment} ${mark.rule}`, mark]));
    for (const [place, mark] of own) places.set(place, [...(places.get(place) ?? []), mark]);
  }
  const marks = [...places.values()].flatMap((said) => (enough(said.length) ? said.slice(0, 1) : []));
  return { criteria, marks: marks.sort((a, b) => a.segment - b.segment) };
}
