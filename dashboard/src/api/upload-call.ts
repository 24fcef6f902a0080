/** POST /api/calls: a recording, a transcript or both, with progress of the sending (fetch reports none). */
import { ApiError, toApiError } from './api-error.ts';

export interface UploadParts {
  recording: File | null;
  transcript: File | null;
}

export interface Receipt {
  id: string;
  /** This recording was here already. */
  duplicate: boolean;
}

/**
 * Sends one call. `onProgress` hears the share sent, 0…1. Aborting the signal ends the request.
 * @throws ApiError; `cancelled` when the signal was aborted.
 */
export function uploadCall(
  parts: UploadParts,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Receipt> {
  const form = new FormData();
  if (parts.recording) form.append('recording', parts.recording);
  if (parts.transcript) form.append('transcript', parts.transcript);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/calls');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('error', () => reject(new ApiError('offline', 0, '')));
    request.addEventListener('abort', () => reject(new ApiError('cancelled', 0, '')));
    request.addEventListener('load', () => {
      const body = readJson(request.responseText);
      if (request.status >= 200 && request.status < 300 && isReceipt(body)) resolve(body);
      else reject(toApiError(request.status, body));
    });
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isReceipt(body: unknown): body is Receipt {
  return typeof body === 'object' && body !== null && 'id' in body && 'duplicate' in body;
}
