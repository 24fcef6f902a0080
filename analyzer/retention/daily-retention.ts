/** The daily job: what is over its time becomes a deletion, and every approved deletion is carried out. */
import { hostname } from 'node:os';
import { z } from 'zod';
import { anchorText } from '../audit/signed-head.ts';
import {
  type DeletionLevel,
  defaultRetention,
  dueLevel,
  endOf,
  type KeepFor,
  type RetentionSettings,
  retentionSettingsSchema,
} from '../domain/retention.ts';
import { randomToken } from '../platform/index.ts';
import { copyingLease, copyingMs, erasingLease, type Leases } from '../storage/state/leases.ts';
import type { Settings } from '../storage/state/settings.ts';
import { type DeletionParts, runDeletion } from './run-deletion.ts';

export interface RetentionParts extends DeletionParts {
  leases: Leases;
  settings: Settings;
}

export type Retention = ReturnType<typeof retention>;

const settingName = 'retention';
const lastRunName = 'retention.last_run';
/** A refused upload may be sent again within a day without its sound being sent twice. */
const strayMs = 86_400_000;
const leaseMs = 10 * 60_000;
/** One piece of what is copied inside the store takes seconds. */
const patienceMs = 10 * 60_000;
const pageCalls = 2_000;
const mostCalls = 20_000;
/** The product itself, where an act asks who. */
const product = { id: 'kamerton', login: 'Kamerton' };

/** The job over open stores. */
export function retention(parts: RetentionParts) {
  const { clock, deletions, leases, logger, stateEraser } = parts;

  const read = async (): Promise<RetentionSettings> =>
    (await parts.settings.read(settingName, retentionSettingsSchema)) ?? defaultRetention;

  /** Calls over their time, with what is due of each. */
  const due = async (settings: RetentionSettings) => {
    const now = clock();
    const rules = [settings.calls, ...Object.values(settings.queues)];
    const days = {
      recording: latestDay(
        rules.map((rule) => rule.recordings),
        now,
      ),
      words: latestDay(
        rules.map((rule) => rule.words),
        now,
      ),
      everything: latestDay(
        rules.map((rule) => rule.scores),
        now,
      ),
    };
    const found: { id: string; day: string; recording: string | null; level: DeletionLevel }[] = [];
    let after = { day: '', id: '' };
    while (found.length < mostCalls) {
      const page = await stateEraser.aged(days, after, pageCalls);
      const held = await parts.holds.among(page.map(({ id }) => id));
      for (const call of page) {
        const rule = (call.queue === null ? undefined : settings.queues[call.queue]) ?? settings.calls;
        const level = dueLevel(rule, new Date(call.at), now);
        const left = level === 'recording' ? call.recording !== null : level === 'words' ? !call.wordsDeleted : true;
        if (level !== null && left && !held.has(call.id)) {
          found.push({ id: call.id, day: call.day, recording: call.recording, level });
        }
      }
      const last = page.at(-1);
      if (last === undefined || page.length < pageCalls) break;
      after = { day: last.day, id: last.id };
    }
    return found;
  };

  const carryOut = async (lost: AbortSignal): Promise<number> => {
    let finished = 0;
    for (const deletion of await deletions.open()) {
      // Another process is at it now: two at once would write one act twice.
      lost.throwIfAborted();
      if (await runDeletion(deletion, parts)) finished += 1;
    }
    return finished;
  };

  /** Old rows of the audit log go behind a signed anchor; what is left stays one verifiable chain. */
  const shortenAudit = async (keepFor: KeepFor): Promise<number> => {
    if (keepFor === null) return 0;
    const last = await parts.audit.log.lastBefore((at) => endOf(at, keepFor).getTime() <= clock().getTime());
    if (last === null) return 0;
    const bare = { seq: last.seq, rowHash: last.rowHash, at: clock().toISOString() };
    return parts.audit.log.cut({ ...bare, signature: parts.audit.key.sign(anchorText(bare)) });
  };

  /** Sound that came with words we refused never became a call: no period would ever reach it. Returns how many were removed. */
  const removeStrays = async (): Promise<number> => {
    const before = new Date(clock().getTime() - strayMs);
    let removed = 0;
    let known: Set<string> | undefined;
    for await (const name of parts.recordings.takenBefore(before)) {
      known ??= await parts.ledger.recordings();
      if (known.has(name)) continue;
      await parts.recordings.remove(name);
      removed += 1;
    }
    return removed;
  };

  const daily = async (lost: AbortSignal): Promise<void> => {
    await carryOut(lost);
    const settings = await read();
    const calls = await due(settings);
    if (calls.length > 0) {
      const ground = 'истёк срок хранения, установленный в настройках (для записей – пункт 5.5.2 стандарта)';
      await deletions.create({ kind: 'retention', ground, subject: null, by: product, approved: true, calls });
      await carryOut(lost);
    }
    const auditRows = await shortenAudit(settings.audit);
    const strays = await removeStrays();
    await parts.audit.record({
      action: 'retention.finished',
      actorId: null,
      actorLogin: product.login,
      ip: '',
      objectId: null,
      result: 'done',
      details: { calls: calls.length, auditRows, strays },
    });
    await parts.settings.write(lastRunName, z.string(), clock().toISOString());
  };

  /** Runs `work` when nobody else does, here or in another process; false when somebody does. */
  const alone = async (work: (lost: AbortSignal) => Promise<unknown>): Promise<boolean> => {
    // Of this one run: the next minute's tick must not take the work of this one for its own.
    const holder = `${hostname()} ${process.pid} ${randomToken(6)}`;
    try {
      return await leases.whileHeld(erasingLease, holder, leaseMs, (lost) =>
        leases.whenFree(copyingLease, holder, { milliseconds: copyingMs, patienceMs }, (alsoLost) =>
          work(AbortSignal.any([lost, alsoLost])),
        ),
      );
    } finally {
      await leases.release(erasingLease, holder);
    }
  };

  return {
    read,

    /** @throws a zod error for settings that do not fit */
    write: (settings: RetentionSettings): Promise<void> =>
      parts.settings.write(settingName, retentionSettingsSchema, settings),

    lastRun: (): Promise<string | null> => parts.settings.read(lastRunName, z.string()),

    /** Calls that the next daily run would touch, counted by level. */
    async preview(settings: RetentionSettings): Promise<Record<DeletionLevel, number>> {
      const counts: Record<DeletionLevel, number> = { recording: 0, words: 0, everything: 0 };
      for (const { level } of await due(settings)) counts[level] += 1;
      return counts;
    },

    /** The daily work now; false when somebody is at it. */
    runDaily: (): Promise<boolean> => alone(daily),

    /** Approved deletions now; false when somebody is at it. */
    runApproved: (): Promise<boolean> => alone(carryOut),

    /** Called every minute: the daily work once a day (UTC), approved deletions at once. Never throws. */
    async tick(): Promise<void> {
      try {
        const lastRun = await this.lastRun();
        if (lastRun === null || lastRun.slice(0, 10) < clock().toISOString().slice(0, 10)) await this.runDaily();
        else if ((await deletions.open()).length > 0) await this.runApproved();
      } catch (error) {
        logger.error({ err: error }, 'retention did not finish; it goes on at its next run');
      }
    },
  };
}

/** The latest day on which something kept for one of the periods may be over; null when nothing ever is. */
function latestDay(periods: readonly KeepFor[], now: Date): string | null {
  const days = periods.flatMap((keepFor) => {
    if (keepFor === null) return [];
    const [, count = '0', unit] = /^P(\d+)([DMY])$/.exec(keepFor) ?? [];
    const day = new Date(now);
    if (unit === 'D') day.setUTCDate(day.getUTCDate() - Number(count));
    else day.setUTCMonth(day.getUTCMonth() - Number(count) * (unit === 'Y' ? 12 : 1));
    // Months differ by up to three days; the exact instant is looked at call by call.
    day.setUTCDate(day.getUTCDate() + 4);
    return [day.toISOString().slice(0, 10)];
  });
  return days.sort().at(-1) ?? null;
}
