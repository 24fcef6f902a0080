/** Errors meant for people: a stable code, one clear line (what, why, the way out) and nothing private. */

/** Every error the product can show; the HTTP status beside it is used by the API. */
export const errorStatus = {
  bad_input: 400,
  not_signed_in: 401,
  forbidden: 403,
  password_change_required: 403,
  not_found: 404,
  too_slow: 408,
  conflict: 409,
  too_large: 413,
  unsupported_media: 415,
  too_many_requests: 429,
  bad_recording: 422,
  bad_transcript: 422,
  bad_lexicon: 422,
  bad_configuration: 500,
  missing_program: 503,
  no_speech_model: 503,
  recogniser_failed: 502,
  store_unavailable: 503,
  queue_unavailable: 503,
  directory_unavailable: 503,
  source_unavailable: 503,
  overloaded: 503,
  no_room: 503,
  disk_fault: 503,
  internal: 500,
} as const satisfies Record<string, number>;
export type ErrorCode = keyof typeof errorStatus;

/**
 * An expected failure, ready to be shown. `message` is one Russian line that names the input, the cause and the way out.
 * Anything else that is thrown is a defect or a passing fault and is shown as «внутренняя ошибка».
 */
export class KamertonError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'KamertonError';
    this.code = code;
  }
}

/** The line to show for anything that was thrown; never a stack trace. */
export function errorLine(error: unknown): string {
  if (error instanceof KamertonError) return error.message;
  return `внутренняя ошибка: ${error instanceof Error ? error.message : String(error)}`;
}
