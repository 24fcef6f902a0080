/** Puts the analyzer together: opens the stores over the given servers and wires queue, intake, pipeline and worker. */
import { join } from 'node:path';
import { type OpenAuditTrail, openAuditTrail } from './audit/audit-trail.ts';
import {
  type AnalyzerConfig,
  keyFilesOf,
  sourceSecretsOf,
  sourcesFileOf,
  statePlaceOf,
  tempFolderOf,
} from './config.ts';
import { outcomeKeeper } from './desk/keep-outcomes.ts';
import { type Desk, openDesk } from './desk/open-desk.ts';
import { type Ingest, openIngest } from './ingest/open-ingest.ts';
import { type CallIntake, callIntake } from './jobs/call-intake.ts';
import { type CallQueue, openCallQueue } from './jobs/queue.ts';
import { type Surroundings, surroundings } from './jobs/surroundings.ts';
import { startWorker, type Worker } from './jobs/worker.ts';
import type { PipelineParts } from './pipeline/analyze-call.ts';
import { type ClockWatch, freeBytes, type Logger, openKeyRing } from './platform/index.ts';
import { type CallPurpose, recognizerForCall } from './recognizer-for-call.ts';
import { openRetention, type RetentionStores } from './retention/open-retention.ts';
import type { Servers } from './servers.ts';
import { type CallFacts, callFacts } from './storage/facts/call-facts.ts';
import { callTopics } from './storage/facts/call-topics.ts';
import { openFactsClient, openFactsReader } from './storage/facts/client.ts';
import { exportTable } from './storage/facts/exports/export-table.ts';
import { migrateFacts } from './storage/facts/migrate.ts';
import { originalRows } from './storage/facts/original-rows.ts';
import { type CallScreens, callScreens } from './storage/facts/screens/screens.ts';
import { storedParts } from './storage/facts/stored-parts.ts';
import { keptFacts } from './storage/kept-facts.ts';
import { startOutboxLoop } from './storage/outbox-loop.ts';
import { type Recordings, recordings } from './storage/recordings.ts';
import { type AccessStores, accessStores } from './storage/state/access-stores.ts';
import { type Calibrations, calibrations } from './storage/state/calibrations.ts';
import { type CallLedger, callLedger } from './storage/state/call-ledger.ts';
import { openStateDatabase } from './storage/state/database.ts';
import { factsGeneration } from './storage/state/facts-generation.ts';
import { lexiconVersions } from './storage/state/lexicon-versions.ts';
import { type OutboxDepth, outbox } from './storage/state/outbox.ts';
import { type ReportSchedules, reportSchedules } from './storage/state/report-schedules.ts';
import { settings } from './storage/state/settings.ts';
import { type WhileUnchanged, whileUnchanged } from './storage/state/while-unchanged.ts';
import { type TopicsOfCalls, topicsOfCalls } from './trends/topics-of-calls.ts';
import { openTrust, type Trust } from './trust/open-trust.ts';
import { type UnmaskedCalls, unmaskedCalls } from './unmask.ts';
import { keepGoing, openClockWatch } from './upkeep/keep-going.ts';
import { type OpenWebhooks, openWebhooks } from './webhooks/open-webhooks.ts';
import { followInForce } from './workbench/in-force.ts';
import { type OpenLexiconWork, openLexiconWork } from './workbench/open-lexicon-work.ts';

/** An analyzer over open stores. */
export interface Analyzer extends AccessStores, RetentionStores {
  audit: OpenAuditTrail;
  ledger: CallLedger;
  /** Answers that are given again while the tables they were put together from stand still. */
  whileUnchanged: WhileUnchanged;
  facts: CallFacts;
  /** Another text as soon as judged calls of an operator have changed, or any stored call was masked or deleted. */
  standOfOperator(operatorId: string): Promise<string>;
  /** Calls as they were said, for those who may know. */
  unmasked: UnmaskedCalls;
  recordings: Recordings;
  /** Questions of the screens about scored calls. */
  screens: CallScreens;
  /** What calls are about. */
  topics: TopicsOfCalls;
  /** Reports of trends by e-mail. */
  reports: ReportSchedules;
  /** A table of the store as a stream, to be piped to whoever asked. */
  takeOut: OmitReader<typeof exportTable>;
  /** What happened to the servers that we run ourselves. */
  outages: Servers['outages'];
  /** What people decided, said and were told about calls. */
  desk: Desk;
  /** The trainer's workbench, and the moves of its runs. */
  workbench: OpenLexiconWork;
  /** How far the rules can be trusted. */
  trust: Trust;
  /** Sessions in which people judge the same calls. */
  calibrations: Calibrations;
  queue: CallQueue;
  intake: CallIntake;
  /** Recordings that come by themselves. */
  ingest: Ingest;
  /** Who is told of what happens to calls. */
  webhooks: OpenWebhooks;
  /** Whether there is room and time for another call. */
  surroundings: Surroundings;
  clock: ClockWatch;
  /** Facts of people's work on their way to the store. */
  outboxDepth(): Promise<OutboxDepth>;
  /** Free bytes on the disk of the data folder. */
  freeBytes(): Promise<number>;
  /** True when the facts store answers under our own account. */
  storeAnswers(): Promise<boolean>;
  /** Begins to process calls in this process. */
  startWorking(): Promise<void>;
  /** Stops taking work, gives running calls back, closes everything. */
  close(): Promise<void>;
}

type OmitReader<F> = F extends (reader: never, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** Opens the stores and the queue, and applies the migrations. `clock` is the instant that periods of keeping are measured to. */
export async function openAnalyzer(
  config: AnalyzerConfig,
  servers: Servers,
  logger: Logger,
  clock?: () => Date,
): Promise<Analyzer> {
  const folder = config.KAMERTON_DATA_DIR;
  const database = await openStateDatabase(statePlaceOf(config));
  await migrateFacts(servers.facts).catch(async (error) => {
    await database.destroy();
    throw error;
  });
  const client = openFactsClient(servers.facts);
  const reader = openFactsReader(servers.facts);
  const generation = factsGeneration(database);
  const facts = keptFacts(callFacts(client), generation.read);
  const keyFiles = keyFilesOf(config);
  const privacyKeys = openKeyRing(keyFiles.privacy);
  const ledger = callLedger(database, undefined, privacyKeys);
  const stored = recordings(
    join(folder, 'recordings'),
    config.KAMERTON_MAX_RECORDING_BYTES,
    openKeyRing(keyFiles.recordings),
  );
  const queue = openCallQueue(servers.queue, outageLog(logger));
  if (servers.privateQueue) await queue.reset();
  const storeAnswers = async () => (await client.ping({ select: true })).success;
  const around = surroundings({
    folder,
    limits: { leastFreeBytes: config.KAMERTON_LEAST_FREE_BYTES, mostWaiting: config.KAMERTON_MOST_WAITING },
    ledger,
    storeAnswers,
  });
  const ownSettings = settings(database);
  const clockWatched = await openClockWatch(ownSettings);
  const intake = callIntake({ ledger, queue, logger });
  const ingest = openIngest({
    database,
    recordings: stored,
    intake,
    surroundings: around,
    logger,
    sourcesFile: sourcesFileOf(config),
    timeZone: config.KAMERTON_TIME_ZONE,
    tempFolder: tempFolderOf(config),
    maxBytes: config.KAMERTON_MAX_RECORDING_BYTES,
    secrets: sourceSecretsOf(config),
  });
  let worker: Worker | null = null;
  let stopKeeping = () => {};
  const judging = followInForce(lexiconVersions(database, clock), facts);
  const keepOutcomes = outcomeKeeper({
    database,
    client,
    facts: callFacts(client),
    scorecard: async () => (await judging.inForce()).source.scorecard,
  });
  const delivery = startOutboxLoop(database, client, logger, config.KAMERTON_TIME_ZONE, keepOutcomes);
  const workbench = openLexiconWork({
    database,
    client,
    address: servers.facts,
    facts,
    privacyKeys,
    judging,
    logger,
    clock,
    queue: servers.queue,
    onQueueError: outageLog(logger),
  });
  if (servers.privateQueue) await workbench.forgetQueue();
  const audit = await openAuditTrail(config, database, clock);
  const trust = openTrust({ database, facts, judging, workbench, audit, logger, clock });
  const unmasked = unmaskedCalls(facts, originalRows(client), privacyKeys, generation.read);
  const kept = openRetention({
    folder,
    database,
    client,
    stored: storedParts(client, servers.facts),
    facts,
    ledger,
    recordings: stored,
    queue,
    unmasked,
    audit,
    logger,
    clock,
  });

  return {
    ...accessStores(database),
    ...kept,
    audit,
    ledger,
    whileUnchanged: whileUnchanged(database),
    facts,
    standOfOperator: async (id) => `${await generation.read()} ${await ledger.standOf(id)}`,
    unmasked,
    recordings: stored,
    desk: openDesk(database, client, judging.scorecard),
    workbench,
    trust,
    calibrations: calibrations(database, clock),
    queue,
    intake,
    ingest,
    webhooks: openWebhooks({ database, ledger, facts, logger }),
    screens: callScreens(reader),
    topics: topicsOfCalls(callTopics(client)),
    reports: reportSchedules(database, clock),
    takeOut: (scope, request) => exportTable(reader, scope, request),
    outages: servers.outages,
    surroundings: around,
    clock: clockWatched,
    outboxDepth: () => outbox(database).depth(),
    freeBytes: () => freeBytes(folder),
    storeAnswers,

    async startWorking() {
      await judging.judge();
      const pipeline = async (purpose: CallPurpose): Promise<PipelineParts> => ({
        judge: judging.judge,
        recognizer: await recognizerForCall(config, purpose),
        tempFolder: tempFolderOf(config),
      });
      worker = startWorker(
        queue,
        {
          ledger,
          facts,
          recordings: stored,
          privacyKeys,
          tempFolder: tempFolderOf(config),
          pipeline,
          logger,
          hindrance: () => around.hindrance(),
        },
        config.KAMERTON_CONCURRENCY,
        logger,
      );
      workbench.startWorking();
      trust.startWatching();
      ingest.start();
      stopKeeping = await keepGoing({
        intake,
        ledger,
        logger,
        retention: kept.retention,
        settings: ownSettings,
        clock: clockWatched,
        hasModel: async () => (await recognizerForCall(config, 'judged')) !== null,
      });
    },

    async close() {
      stopKeeping();
      await ingest.stop();
      await worker?.stop();
      trust.close();
      await workbench.close();
      await queue.close();
      await delivery.stop();
      facts.close();
      await reader.close();
      await client.close();
      await database.destroy();
    },
  };
}

/** Redis clients report every failed attempt to connect, several a second: one line a minute is enough to know. */
function outageLog(logger: Logger): (error: Error) => void {
  let lastAt = 0;
  return (error) => {
    if (Date.now() - lastAt < 60_000) return;
    lastAt = Date.now();
    logger.warn({ reason: error.message }, 'queue connection');
  };
}
