/** Precision, recall and overturned disputes of rules and entries from what people decided. Pure. */
import { wilson } from '../desk/coaching-effect.ts';
import type { ProvenShare, Severity, TrustFigures, TrustSettings } from '../domain/trust.ts';

/** One finding of a drawn call that people have decided about. */
export interface DecidedFinding {
  rule: string;
  /** «rule/entry»; empty for a finding that a person added. */
  entry: string;
  confirmed: boolean;
}

/** One decided dispute. */
export interface DecidedDispute {
  rule: string;
  entry: string;
  accepted: boolean;
}

export interface TrustMaterial {
  /** Only of calls drawn by lot: what people look for elsewhere is not a picture of the whole. */
  findings: readonly DecidedFinding[];
  disputes: readonly DecidedDispute[];
}

/** What the bars are about. */
export interface TrustBars extends Pick<TrustSettings, 'bars' | 'leastDecided'> {
  /** Severity of a key; minor unless known otherwise. */
  severityOf(key: string): Severity;
}

export function provenShare(hits: number, n: number): ProvenShare {
  const interval = wilson({ calls: n, faulty: hits });
  return { n, hits, value: n === 0 ? null : hits / n, low: interval?.low ?? null, high: interval?.high ?? null };
}

/**
 * Figures of every rule and every entry that anybody has decided about, rules first, then by name.
 * @param always keys that are in the answer even without a decision
 */
export function trustFigures(
  { findings, disputes }: TrustMaterial,
  bars: TrustBars,
  always: Iterable<string> = [],
): TrustFigures[] {
  const counts = new Map<string, Counts>();
  const of = (key: string): Counts => {
    const known = counts.get(key) ?? { right: 0, wrong: 0, missed: 0, accepted: 0, rejected: 0 };
    counts.set(key, known);
    return known;
  };
  for (const key of always) of(key);
  for (const { rule, entry, confirmed } of findings) {
    if (entry === '') {
      if (confirmed) of(rule).missed += 1;
      continue;
    }
    for (const key of [rule, entry]) of(key)[confirmed ? 'right' : 'wrong'] += 1;
  }
  for (const { rule, entry, accepted } of disputes) {
    for (const key of entry === '' ? [rule] : [rule, entry]) of(key)[accepted ? 'accepted' : 'rejected'] += 1;
  }
  return [...counts]
    .map(([key, count]) => figuresOf(key, count, bars))
    .sort((a, b) => Number(isEntry(a.key)) - Number(isEntry(b.key)) || (a.key < b.key ? -1 : 1));
}

/**
 * What has to stop to count: entries under their bar, and rules that are under it even without those entries.
 * @param advisory what only advises already
 */
export function keysToDemote(material: TrustMaterial, bars: TrustBars, advisory: ReadonlySet<string>): TrustFigures[] {
  const entries = trustFigures(material, bars).filter(({ key, belowBar }) => belowBar && isEntry(key));
  const bad = new Set([...entries.map(({ key }) => key), ...advisory]);
  const rest = material.findings.filter(({ entry }) => !bad.has(entry));
  const rules = trustFigures({ ...material, findings: rest }, bars).filter(
    ({ key, belowBar }) => belowBar && !isEntry(key),
  );
  const demoted = new Set([...advisory, ...rules.map(({ key }) => key)]);
  return [...rules, ...entries].filter(({ key }) => {
    const [rule = ''] = key.split('/');
    return !advisory.has(key) && !(isEntry(key) && demoted.has(rule));
  });
}

interface Counts {
  right: number;
  wrong: number;
  missed: number;
  accepted: number;
  rejected: number;
}

const isEntry = (key: string): boolean => key.includes('/');

function figuresOf(key: string, { right, wrong, missed, accepted, rejected }: Counts, bars: TrustBars): TrustFigures {
  const severity = bars.severityOf(key);
  const bar = bars.bars[severity];
  const precision = provenShare(right, right + wrong);
  return {
    key,
    precision,
    recall: isEntry(key) ? null : provenShare(right, right + missed),
    overturned: provenShare(accepted, accepted + rejected),
    severity,
    bar,
    // The upper end: what may still be good enough stays.
    belowBar: precision.n >= bars.leastDecided && (precision.high ?? 1) < bar,
  };
}
