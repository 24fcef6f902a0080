/** Memory of the product over a long run: its first minutes beside its last, and the slope of the second half. */
import { type Part, usedBy } from './process-watch.ts';

interface Sample {
  minutes: number;
  megabytes: Record<Part, number>;
}

export interface MemoryReport {
  lines: string[];
  /** False when some part grew more than `growthBound` megabytes an hour in the second half. */
  flat: boolean;
}

const parts = ['server', 'store', 'redis'] as const;
const sampleEveryMs = 10_000;
/** Megabytes an hour in the second half, when caches are full; shorter runs are not judged by it. */
const growthBound = 30;
const leastMinutesToJudge = 20;

/** Samples until the returned function is called. */
export function watchMemory(pid: number): () => MemoryReport {
  const samples: Sample[] = [];
  const begun = performance.now();
  const look = () => {
    const used = usedBy(pid);
    const megabytes = {
      server: used.server.megabytes,
      store: used.store.megabytes,
      redis: used.redis.megabytes,
      other: used.other.megabytes,
    };
    samples.push({ minutes: (performance.now() - begun) / 60_000, megabytes });
  };
  look();
  const timer = setInterval(look, sampleEveryMs);
  return () => {
    clearInterval(timer);
    look();
    return reportOf(samples);
  };
}

function reportOf(samples: readonly Sample[]): MemoryReport {
  const end = samples.at(-1)?.minutes ?? 0;
  const span = Math.min(10, end / 3);
  const later = samples.filter(({ minutes }) => minutes >= end / 2);
  const judged = end >= leastMinutesToJudge;
  const rows = parts.map((part) => {
    const of = (some: readonly Sample[]) => some.map(({ megabytes }) => megabytes[part]);
    const slope = 60 * slopeOf(later.map(({ minutes, megabytes }) => [minutes, megabytes[part]] as const));
    const first = mean(of(samples.filter(({ minutes }) => minutes <= span)));
    const last = mean(of(samples.filter(({ minutes }) => minutes >= end - span)));
    return { part, first, last, most: Math.max(...of(samples)), slope };
  });
  return {
    lines: rows.map(
      ({ part, first, last, most, slope }) =>
        `memory of ${part.padEnd(6)}: first ${span.toFixed(1)} min ${first.toFixed(0)} MB, last ${last.toFixed(0)} MB, most ${most.toFixed(0)} MB, ` +
        `slope of the second half ${slope.toFixed(1)} MB an hour${judged ? ` (bound ${growthBound})` : ''}`,
    ),
    flat: !judged || rows.every(({ slope }) => slope <= growthBound),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Least squares; 0 for fewer than two points. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const [x, y] = [mean(points.map(([one]) => one)), mean(points.map(([, two]) => two))];
  const spread = points.reduce((sum, [one]) => sum + (one - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [one, two]) => sum + (one - x) * (two - y), 0) / spread;
}
