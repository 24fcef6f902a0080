/** What went wrong with a request: the server's code and its line for people. */

/** Codes the pages tell apart; `offline` is ours: no answer came at all. */
export type ApiErrorCode = 'not_signed_in' | 'forbidden' | 'not_found' | 'offline' | 'unknown' | (string & {});

export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  /** The whole answer of the server: a conflict brings along how things stand now. */
  readonly body: unknown;
  constructor(code: ApiErrorCode, status: number, message: string, body: unknown = null) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.body = body;
  }
}

/** Reads the body of an error answer; anything that is not our shape becomes `unknown` with an empty line. */
export function toApiError(status: number, body: unknown): ApiError {
  if (typeof body === 'object' && body !== null && 'code' in body && 'message' in body) {
    return new ApiError(String(body.code), status, String(body.message), body);
  }
  return new ApiError('unknown', status, '');
}

/** True when the error says that nobody is signed in (any more). */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.code === 'not_signed_in';

/** True when asking again may help: no answer, or the server's own trouble. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'offline' || error.status >= 500);
