/** The door #platform: what every part may use and what knows nothing of calls. */
export { boundedMap } from './bounded-map.ts';
export { canonicalJson } from './canonical-json.ts';
export { type ClockWatch, clockWatch } from './clock-watch.ts';
export { diskError, unwritable } from './disk-fault.ts';
export { freeBytes, noRoomError } from './disk-room.ts';
export { closeEnvelope, isEnvelope, keyOfEnvelope, openEnvelope, rewrapEnvelope } from './envelope.ts';
export { type ErrorCode, errorLine, errorStatus, KamertonError } from './errors.ts';
export { type FolderLock, lockFolder } from './folder-lock.ts';
export { checkAddress, type Guard, guardedRequest, isPublicAddress } from './guarded-request.ts';
export { deterministicUuid, hashOf, hashPlain, randomToken } from './ids.ts';
export { type KeptServer, keepRunning, type Outages } from './keep-running.ts';
export { type KeyRing, openKeyRing } from './key-ring.ts';
export { createLogger, type Logger } from './logger.ts';
export { findProgram } from './programs.ts';
export { readAt } from './read-at.ts';
export { seal, sealOverhead, unseal } from './sealed.ts';
export { loadSigningKey, type SigningKey } from './signing-key.ts';
