/** What routes may use. Tests build the same shape from real parts. */
import type {
  AccessStores,
  Analyzer,
  CallFacts,
  CallIntake,
  CallLedger,
  CallQueue,
  Desk,
  MangoKeys,
  OpenAuditTrail,
  OpenLexiconWork,
  Recordings,
  RetentionStores,
  UnmaskedCalls,
} from '#analyzer';
import type { Logger } from '#platform';
import type { Health } from './features/health/health.schemas.ts';
import type { UploadLimits } from './features/uploads/upload-room.ts';
import type { Directory } from './identity/directory.ts';
import type { SignOn } from './identity/sign-on.ts';
import type { LiveHub } from './live/live-hub.ts';
import type { Mailer } from './mail/mailer.ts';

export interface ApiDeps extends AccessStores, RetentionStores {
  /** Every access to personal data and every change goes in here first; what cannot be written down does not happen. */
  audit: OpenAuditTrail;
  /** The review desk: decisions, queue, samples, disputes, coaching, notices. */
  desk: Desk;
  ledger: CallLedger;
  /** Answers that are given again while the tables they were put together from stand still. */
  whileUnchanged: Analyzer['whileUnchanged'];
  facts: CallFacts;
  /** Another text as soon as judged calls of an operator have changed, or any stored call was masked or deleted. */
  standOfOperator: Analyzer['standOfOperator'];
  /** Questions of the screens about scored calls; each takes the reader's scope first. */
  screens: Analyzer['screens'];
  /** What calls are about. */
  topics: Analyzer['topics'];
  /** Reports of trends by e-mail. */
  reports: Analyzer['reports'];
  /** Tables of the store as streams. */
  takeOut: Analyzer['takeOut'];
  /** Calls as they were said, for those who may know. */
  unmasked: UnmaskedCalls;
  /** True: sound that was never looked through (no words, no masks) may be heard by everyone who may listen. */
  uncheckedSound?: boolean;
  recordings: Recordings;
  ingest: Analyzer['ingest'];
  webhooks: Analyzer['webhooks'];
  /** Hosts of our own network that may be spoken to all the same, lower case. */
  privateHosts: readonly string[];
  /** Hosts that recordings may be fetched from. */
  pullHosts: readonly string[];
  /** Key of the signatures of announced calls; null: signatures are not asked for. */
  incomingKey: Uint8Array | null;
  /** What Mango Office and we share; null: its messages are refused. */
  mango: MangoKeys | null;
  /** Secret in the template of UIS; null: its messages are refused. */
  uisSecret: string | null;
  /** Whether there is room and time for another call. */
  surroundings: Analyzer['surroundings'];
  outboxDepth: Analyzer['outboxDepth'];
  freeBytes: Analyzer['freeBytes'];
  outages: Analyzer['outages'];
  intake: CallIntake;
  /** The trainer's workbench. */
  workbench: OpenLexiconWork;
  /** How far the rules can be trusted. */
  trust: Analyzer['trust'];
  /** Sessions in which people judge the same calls. */
  calibrations: Analyzer['calibrations'];
  queue: CallQueue;
  /** Looks at every part of the product. */
  checkHealth(): Promise<Health>;
  logger: Logger;
  /** The company's directory that checks passwords; null without one. */
  directory: Directory | null;
  /** The sign-on provider that people are sent to; null without one. */
  signOn: SignOn | null;
  /** Sends letters; null or absent without a mail server. */
  mailer?: Mailer | null;
  /** Signs short-lived links and the marks of known devices. */
  secret: Uint8Array;
  /** Origin people use (scheme, host, port); decides the cookie's flags and which pages may open the websocket. */
  publicUrl: URL | null;
  /** Proxies whose word about the client's address counts; null: nobody's. */
  trustedProxies: string | null;
  timeZone: string;
  maxRecordingBytes: number;
  /** Where unfinished uploads lie. */
  uploadsFolder: string;
  /** How much may lie there. */
  uploadLimits: UploadLimits;
  /** Folder of the built dashboard; null serves the API alone. */
  dashboard: string | null;
}

/** What the routes of the review desk may use besides. */
export interface DeskDeps extends ApiDeps {
  /** Tells the pages that are open. */
  live: LiveHub;
}
