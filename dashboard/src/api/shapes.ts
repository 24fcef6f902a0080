/** Names for the shapes of the server's answers; all of them come from the generated schema. */
import type { paths } from './schema.d.ts';

/** The body of a route's answer. */
export type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Session = NonNullable<Answer<'/api/session', 'get'>>;
export type Permission = Session['permissions'][number];

export type CallList = Answer<'/api/calls', 'get'>;
export type CallSummary = CallList['items'][number];
export type CallState = CallSummary['state'];
export type CallOrder = NonNullable<NonNullable<paths['/api/calls']['get']['parameters']['query']>['order']>;
export type StageName = NonNullable<CallSummary['stage']>;

export type Operator = Answer<'/api/operators', 'get'>['items'][number];

export type CallDetails = Answer<'/api/calls/{id}', 'get'>;
export type CallAnalysis = NonNullable<CallDetails['analysis']>;
export type DroppedWord = CallAnalysis['dropped'][number];
export type Segment = CallAnalysis['segments'][number];
export type Word = NonNullable<Segment['words']>[number];
export type Finding = CallAnalysis['findings'][number];
export type Criterion = CallAnalysis['criteria'][number];
export type Outcome = Criterion['outcome'];
export type Measures = CallAnalysis['measures'];
export type SoundReport = NonNullable<CallAnalysis['sound']>;

export type Peaks = Answer<'/api/calls/{id}/peaks', 'get'>;

export type Health = Answer<'/api/health', 'get'>;
export type HealthPart = Health['parts'][number];

type Body<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  requestBody: { content: { 'application/json': infer Given } };
}
  ? Given
  : never;

export type AccountList = Answer<'/api/accounts', 'get'>;
export type Account = AccountList['items'][number];
export type Role = Account['role'];
export type NewAccount = Body<'/api/accounts', 'post'>;
export type AccountChange = Body<'/api/accounts/{id}', 'patch'>;
export type OneTimePassword = Answer<'/api/accounts/{id}/password', 'post'>;
export type Team = Answer<'/api/teams', 'get'>['items'][number];
export type AuditEntry = Answer<'/api/audit', 'get'>['items'][number];
export type AuditAction = AuditEntry['action'];
export type AuditVerdict = Answer<'/api/audit/verdict', 'get'>;
export type RetentionSettings = Body<'/api/retention', 'put'>;
export type FoundCalls = Answer<'/api/privacy/find', 'post'>;
export type Deletion = Answer<'/api/deletions', 'get'>['items'][number];
export type ApiKey = Answer<'/api/keys', 'get'>['items'][number];
export type NewKey = Body<'/api/keys', 'post'>;
export type Webhook = Answer<'/api/webhooks', 'get'>['items'][number];
export type NewWebhook = Body<'/api/webhooks', 'post'>;
export type WebhookMessage = Answer<'/api/webhooks/{id}/messages', 'get'>['items'][number];

export type CallReview = Answer<'/api/calls/{id}/review', 'get'>;
export type ReviewedFinding = CallReview['findings'][number];
export type FindingState = NonNullable<ReviewedFinding['review']>;
export type ReviewedCriterion = CallReview['criteria'][number];
export type ReviewEvent = CallReview['history'][number];
export type Person = CallReview['history'][number]['by'];
export type Decide = Body<'/api/calls/{id}/decisions', 'post'>;
export type Decision = Decide['decision'];
export type DismissReason = Extract<Decision, { kind: 'dismiss' }>['reason'];
export type RuleName = Finding['rule'];

/** A finding as the call page shows it: the machine's own until the review has been read. */
export interface ShownFinding extends Finding {
  /** Null while the review is not read: nothing can be decided yet. */
  id: string | null;
  origin: ReviewedFinding['origin'];
  review: FindingState | null;
  dispute: ReviewedFinding['dispute'];
}

export type Comment = Answer<'/api/calls/{id}/comments', 'get'>['items'][number];

export type QueuePage = Answer<'/api/queue', 'get'>;
export type QueueItem = QueuePage['items'][number];
export type QueueOrder = NonNullable<NonNullable<paths['/api/queue']['get']['parameters']['query']>['order']>;
export type QueueReason = QueueItem['reasons'][number]['code'];
export type Claim = NonNullable<QueueItem['claim']>;
export type AuditSample = Answer<'/api/queue/sample', 'get'>;
export type SampledCall = AuditSample['operators'][number]['calls'][number];
export type Assigned = Answer<'/api/queue/assignments', 'post'>;
export type SavedFilter = Answer<'/api/saved-filters', 'get'>['items'][number];

export type OwnPage = Answer<'/api/me', 'get'>;
export type OwnMoment = OwnPage['worst'][number];
export type RepeatedFault = OwnPage['repeated'][number];
export type OwnCall = OwnPage['calls'][number];
export type ScoreStep = OwnPage['steps'][number];

export type Dispute = Answer<'/api/disputes', 'get'>['items'][number];
export type DisputeDetails = Answer<'/api/disputes/{id}', 'get'>;
export type DisputeState = Dispute['state'];
export type ResolveDispute = Body<'/api/disputes/{id}/resolution', 'post'>;
export type Sibling = Answer<'/api/disputes/{id}/siblings', 'get'>['items'][number];

export type CoachingNote = Answer<'/api/coaching/{id}', 'get'>;
export type CoachingClip = CoachingNote['clips'][number];
export type NewCoachingNote = Body<'/api/coaching', 'post'>;
export type CoachingEffect = Answer<'/api/coaching/{id}/effect', 'get'>;

export type Notice = Answer<'/api/notifications', 'get'>['items'][number];

export type TrendSummary = Answer<'/api/trends', 'get'>;
export type TrendMark = TrendSummary['marks'][number];
export type Estimate = TrendSummary['score'];
export type TrendGroups = Answer<'/api/trends/groups', 'get'>;
export type Standing = TrendGroups['groups'][number]['standing'];
export type TrendCriteria = Answer<'/api/trends/criteria', 'get'>;
export type CriterionSteps = Answer<'/api/trends/criteria/{id}', 'get'>;
export type HeatMap = Answer<'/api/trends/heat-map', 'get'>;
export type TrendTimes = Answer<'/api/trends/times', 'get'>;
export type TrendPhrases = Answer<'/api/trends/phrases', 'get'>;
export type TrendCall = Answer<'/api/trends/calls', 'get'>['items'][number];
export type StandardPage = Answer<'/api/standard', 'get'>;
export type FoundCall = Answer<'/api/search', 'get'>['items'][number];
export type NewReport = Body<'/api/reports', 'post'>;
export type ReportPlan = Omit<NewReport, 'id'>;
export type Report = Answer<'/api/reports', 'get'>['items'][number];
export type ReportDelivery = Answer<'/api/reports/{id}/history', 'get'>['items'][number];

export type TrustReport = Answer<'/api/trust', 'get'>;
export type TrustItem = TrustReport['items'][number];
export type CalibrationList = Answer<'/api/calibrations', 'get'>;
export type Calibration = Answer<'/api/calibrations/{id}', 'get'>;
export type CalibrationSheet = Answer<'/api/calibrations/{id}/calls/{call}', 'get'>;
export type CalibrationAnswer = NonNullable<CalibrationSheet['own']>;
export type NewCalibration = Body<'/api/calibrations', 'post'>;
