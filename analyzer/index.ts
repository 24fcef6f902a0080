/** The door #analyzer: everything the api may use of the analyzer. */

export { callMetadataSchema, segmentSchema } from './domain/call.ts';
export { callProgressSchema, callStateSchema, stageNameSchema } from './domain/call-state.ts';
export { criterionSchema } from './domain/criterion.ts';
export { findingSchema } from './domain/finding.ts';
export { analyzedCallSchema, measuresSchema, scoredCallSchema, versionsSchema } from './domain/scored-call.ts';
export { soundReportSchema } from './domain/sound-report.ts';
