/** Trust of the rules over open stores: figures, and taking out of the score what falls under its bar. */
import { randomUUID } from 'node:crypto';
import { type AdvisoryRow, advisoryRows, entryMark, type Lexicons, withAdvisoryRows } from '#lexicons';
import { boundedMap, errorLine, KamertonError, type Logger } from '#platform';
import type { AuditTrail } from '../domain/audit.ts';
import type { CalibrationAnswer } from '../domain/calibration.ts';
import type { CallMetadata } from '../domain/call.ts';
import { type TrustFigures, type TrustSettings, trustSettingsSchema, usualTrustSettings } from '../domain/trust.ts';
import { lexiconsOf } from '../rescore/lexicon-content.ts';
import type { CallFacts, StoredAnalysis } from '../storage/facts/call-facts.ts';
import type { StateDatabase } from '../storage/state/database.ts';
import { deskPeople } from '../storage/state/desk-people.ts';
import { leases } from '../storage/state/leases.ts';
import { type NewNotification, notificationStep } from '../storage/state/notifications.ts';
import { settings } from '../storage/state/settings.ts';
import { type DecidedInSample, type TrustEvent, trustMaterial } from '../storage/state/trust-material.ts';
import { entryWords } from '../trends/entry-words.ts';
import { contentOf, filesOf, programFiles } from '../workbench/content.ts';
import type { Judging } from '../workbench/in-force.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { goldCall } from './gold-call.ts';
import { settleLifted } from './settle-lifted.ts';
import { severityFinder } from './severity-of.ts';
import { keysToDemote, trustFigures } from './trust-figures.ts';

interface Parts {
  database: StateDatabase;
  facts: Pick<CallFacts, 'lexiconOf'>;
  judging: Pick<Judging, 'inForce' | 'judge'>;
  workbench: Pick<Workbench, 'drafts' | 'versions' | 'publish'>;
  audit: AuditTrail;
  logger: Logger;
  clock?: (() => Date) | undefined;
}

export interface TrustReport {
  /** First day of the calls that were looked at. */
  since: string;
  figures: (TrustFigures & { advisory: boolean })[];
  events: TrustEvent[];
  settings: TrustSettings;
}

export type Trust = ReturnType<typeof openTrust>;

const settingsName = 'trust.settings';
const lookBackDays = 365;
/** How often it is looked whether something has fallen under its bar. */
const lookEveryMs = 60 * 60_000;
const leaseMs = 60_000;
const dayMs = 86_400_000;
/** Earlier lexicons that stay in memory, a few megabytes each; decisions are read newest first and name few of them. */
const mostLexicons = 12;
/** Who takes entries out of the score by itself. */
const ourselves = 'kamerton';

/** Opens it; nothing is looked at before `startWatching`. */
export function openTrust(parts: Parts) {
  const { database, facts, judging, workbench, audit, logger, clock = () => new Date() } = parts;
  const material = trustMaterial(database, clock);
  const ownSettings = settings(database, clock);
  const known = boundedMap<Promise<Lexicons | null>>(mostLexicons);
  const people = deskPeople(database);
  const listeners: ((news: readonly NewNotification[]) => void)[] = [];
  const holder = randomUUID();
  let looking: NodeJS.Timeout | undefined;

  const readSettings = async (): Promise<TrustSettings> =>
    (await ownSettings.read(settingsName, trustSettingsSchema)) ?? usualTrustSettings;
  const lexiconsOfVersion = (version: string): Promise<Lexicons | null> => {
    const kept = known.get(version);
    if (kept !== undefined) return kept;
    const read = facts.lexiconOf(version).then((text) => (text === null ? null : lexiconsOf(text)));
    read.catch(() => known.delete(version));
    known.set(version, read);
    return read;
  };
  /** Decisions about the entries as they are now; what was decided before a person let them count again is over. */
  const current = async (decided: readonly DecidedInSample[], lexicons: Lexicons, events: readonly TrustEvent[]) => {
    const liftedAt = new Map(
      events
        .filter(({ kind }) => kind === 'lifted')
        .toReversed()
        .map(({ entry, at }) => [entry, at]),
    );
    const marks = new Map<string, string>();
    const markIn = async (version: string, entry: string): Promise<string | null> => {
      const key = `${version} ${entry}`;
      const kept = marks.get(key);
      if (kept !== undefined) return kept;
      const held = version === lexicons.version ? lexicons : await lexiconsOfVersion(version);
      const mark = held === null ? null : entryMark(held, entry);
      if (mark !== null) marks.set(key, mark);
      return mark;
    };
    const fresh: DecidedInSample[] = [];
    for (const one of decided) {
      const lifted = [liftedAt.get(one.rule), liftedAt.get(one.entry)].some((at) => at !== undefined && one.at <= at);
      if (lifted) continue;
      if (one.entry !== '' && (await markIn(one.lexiconVersion, one.entry)) !== entryMark(lexicons, one.entry))
        continue;
      fresh.push(one);
    }
    return fresh;
  };

  const read = async () => {
    const { source } = await judging.inForce();
    const since = new Date(clock().getTime() - lookBackDays * dayMs).toISOString().slice(0, 10);
    const [decided, disputes, events, bars] = await Promise.all([
      material.decided(since),
      material.disputes(since),
      material.events(),
      readSettings(),
    ]);
    const findings = await current(decided, source.lexicons, events);
    const severityOf = severityFinder(source.lexicons, source.scorecard);
    return { source, since, findings, disputes, events, settings: bars, severityOf };
  };

  const draftWith = async (
    change: (kept: AdvisoryRow[]) => AdvisoryRow[],
    of: { id?: string; author: string; comment: string },
  ) => {
    const { number } = await judging.inForce();
    const version = number === null ? null : await workbench.versions.find(number);
    const files = version === null ? programFiles() : filesOf(version.content);
    const content = contentOf(withAdvisoryRows(files, change(advisoryRows(files))));
    return workbench.drafts.create({ ...of, base: number, content });
  };
  /** Trainers learn of it at once: it is for them to mend what was found. */
  const newsFor = (trainers: readonly string[], keys: readonly string[], nameOf: (key: string) => string) => {
    return (version: number) =>
      trainers.flatMap((recipient) =>
        keys.map(
          (key): NewNotification => ({
            recipient,
            kind: 'entry_demoted',
            subject: `${key} ${version}`,
            link: '/trust?show=advisory',
            values: { entry: nameOf(key).slice(0, 200) },
          }),
        ),
      );
  };

  return {
    material,
    readSettings,
    writeSettings: (next: TrustSettings): Promise<void> => ownSettings.write(settingsName, trustSettingsSchema, next),

    /** Figures of the last year, of the entries as they are now. */
    async report(): Promise<TrustReport> {
      const { source, since, findings, disputes, events, settings: bars, severityOf } = await read();
      const { advisory } = source.lexicons;
      const figures = trustFigures({ findings, disputes }, { ...bars, severityOf }, advisory);
      return {
        since,
        events,
        settings: bars,
        figures: figures.map((one) => ({ ...one, advisory: advisory.has(one.key) || advisory.has(ruleOf(one.key)) })),
      };
    },

    /**
     * Takes out of the score what has fallen under its bar: a new version of the lexicons, by which history is judged again. It
     * waits for nobody, because an unfair deduction does not either; letting something count again takes people (`lift`).
     * @returns what was taken out; nothing when people have switched it off
     */
    async check(): Promise<string[]> {
      await this.settleLifted();
      const { source, findings, disputes, settings: bars, severityOf } = await read();
      if (!bars.automatic) return [];
      const { lexicons } = source;
      const demoted = keysToDemote({ findings, disputes }, { ...bars, severityOf }, lexicons.advisory);
      if (demoted.length === 0) return [];
      const since = clock().toISOString().slice(0, 10);
      const rows = demoted.map((one) => ({
        entry: one.key,
        mark: entryMark(lexicons, one.key),
        since,
        reason: inWords(one),
      }));
      const words = entryWords(lexicons);
      const nameOf = (key: string) => (words.has(key) ? `«${words.get(key)?.words ?? ''}» (${key})` : key);
      const comment = `Точность ниже порога: ${demoted.map(({ key }) => nameOf(key)).join(', ')}`.slice(0, 500);
      const draft = await draftWith(
        (kept) => [...kept.filter(({ entry }) => !demoted.some(({ key }) => key === entry)), ...rows],
        { author: ourselves, comment },
      );
      const keys = demoted.map(({ key }) => key);
      const newsOf = newsFor(await people.withRole('trainer'), keys, nameOf);
      // In one piece with the version: what is taken out is never taken out without a word.
      const published = workbench.publish(draft.id, draft.version, ourselves, comment, ({ number }) => [
        ...demoted.map((figures, i) => {
          const { entry = '', mark = '', reason = '' } = rows[i] ?? {};
          const told = { entry, mark, reason, figures, version: number };
          return material.noteStep({ ...told, kind: 'demoted', actor: ourselves });
        }),
        ...newsOf(number).map((one) => notificationStep(database, one, clock().toISOString())),
      ]);
      const { number: version } = await published.catch(async (error: unknown) => {
        await workbench.drafts.discard(draft.id, draft.version, ourselves).catch(() => {});
        throw error;
      });
      for (const { key, precision, bar } of demoted) {
        await audit.record({
          action: 'lexicon.demoted',
          actorId: null,
          ip: '',
          objectId: key,
          result: 'done',
          details: { version, precision: precision.value, decided: precision.n, bar },
        });
      }
      const news = newsOf(version);
      if (news.length > 0) for (const listener of listeners) listener(news);
      return keys;
    },

    /** Calls back with the notices that were written when something was taken out. */
    onDemoted: (listener: (news: readonly NewNotification[]) => void): void => void listeners.push(listener),

    /** Notes what people let count again by a version of the lexicons. */
    settleLifted: (): Promise<void> => settleLifted({ judging, workbench, material, audit }),

    /**
     * Proposes that an entry counts again: a draft of the lexicons, published like any other – by a second person where one is
     * needed. Decisions from before its publication are then no ground to take it out.
     * @param id of the draft; the same again is the same draft
     * @throws KamertonError `not_found` for what counts anyway; `conflict` when the id is that of another draft
     */
    async lift(id: string, key: string, reason: string, author: string): Promise<void> {
      const { source } = await judging.inForce();
      if (!source.lexicons.advisory.has(key)) throw new KamertonError('not_found', 'эта запись и так считается');
      const comment = `Снова считается: ${key}. ${reason}`.slice(0, 500);
      await draftWith((kept) => kept.filter(({ entry }) => entry !== key), { id, author, comment });
    },

    /** What people agreed on of a call, as the text that is kept for `kamerton lexicon test`. */
    async goldOf(
      call: { id: string; metadata: CallMetadata },
      stored: StoredAnalysis,
      answer: CalibrationAnswer,
    ): Promise<string> {
      return JSON.stringify(goldCall(call.id, call.metadata, stored, answer, await judging.judge()));
    },

    /** Begins to look every hour, in one process at a time: two would both draft the same change. */
    startWatching(): void {
      const look = () =>
        leases(database, clock)
          .whileHeld('trust', holder, leaseMs, () => this.check())
          .catch((error: unknown) => logger.warn({ reason: errorLine(error) }, 'trust not checked'));
      looking = setInterval(() => void look(), lookEveryMs);
      looking.unref();
    },

    close(): void {
      clearInterval(looking);
    },
  };
}

const ruleOf = (key: string): string => key.split('/')[0] ?? '';

function inWords({ precision: { hits, n, low, high }, bar }: TrustFigures): string {
  const percent = (share: number | null) => `${Math.round(100 * (share ?? 0))} %`;
  return `верны ${hits} из ${n}, ${percent(low)}–${percent(high)}, порог ${percent(bar)}`;
}
