/** Sends a recording, a transcript or both by the protocol tus: what has come stays, and the sending goes on behind it. */
import { type DetailedError, Upload } from 'tus-js-client';
import { keepText, keptText } from '../access/kept-text.ts';
import { ApiError, isPassing, isSignedOut, toApiError } from './api-error.ts';

interface UploadParts {
  recording: File | null;
  transcript: File | null;
}

interface Receipt {
  id: string;
  /** This recording was here already. */
  duplicate: boolean;
}

/** News of a file on its way. */
interface SendingNews {
  /** Share sent, 0…1. */
  onProgress: (share: number) => void;
  /** The line is broken; the sending goes on by itself when it is there again. */
  onBreak: () => void;
}

/** A proxy that gathers a whole request before it passes it on loses no more than this with a broken line. */
const pieceBytes = 8 * 2 ** 20;
/** So small a file goes with its creation: one request instead of two. */
const atOnceBytes = 2 ** 20;
/** Pauses before the line is tried again: about an hour in all since the last byte that arrived. */
const pausesMs = [500, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 360 }, () => 10_000)];
/** No answer, answers of proxies without a server, a former try that is not over, a place that has moved. */
const passing = new Set([0, 409, 423, 502, 504]);

/**
 * Sends one call for a person (`owner`: id); the same files chosen again, also by a page that was loaded anew, go on where
 * they were. Aborting the signal ends the sending and forgets what has come.
 * @throws ApiError; `cancelled` when the signal was aborted, `file_gone` when the browser cannot read the file any more,
 *   `offline` when the line was gone for an hour
 */
export function uploadCall(
  owner: string,
  { recording, transcript }: UploadParts,
  { onProgress, onBreak }: SendingNews,
  signal: AbortSignal,
): Promise<Receipt> {
  const files = [recording, transcript].filter((file) => file !== null);
  const whole = new Blob(files);
  const mark = `upload.${files.map(({ name, size, lastModified }) => `${name}|${size}|${lastModified}`).join('|')}`;
  return new Promise((resolve, reject) => {
    const fail = (error: ApiError) => {
      // What the server has refused it has thrown away; what only did not arrive waits there.
      if (!isPassing(error) && !isSignedOut(error)) keepText(owner, mark, '');
      reject(error);
    };
    const upload = new Upload(whole, {
      endpoint: '/api/uploads',
      uploadUrl: keptText(owner, mark) || null,
      chunkSize: pieceBytes,
      uploadDataDuringCreation: whole.size <= atOnceBytes,
      retryDelays: pausesMs,
      storeFingerprintForResuming: false,
      metadata: {
        filename: files[0]?.name ?? '',
        ...(transcript && { transcript_bytes: String(transcript.size), transcript_name: transcript.name }),
      },
      onUploadUrlAvailable: () => keepText(owner, mark, upload.url ?? ''),
      onProgress: (sent, total) => onProgress(total > 0 ? sent / total : 0),
      onShouldRetry: (error) => {
        // Taking back is tried once.
        if (signal.aborted || !passing.has(statusOf(error))) return false;
        onBreak();
        // A file that has changed or gone looks like a broken line.
        whole
          .slice(-1)
          .arrayBuffer()
          .catch(() => {
            void upload.abort();
            fail(new ApiError('file_gone', 0, ''));
          });
        return true;
      },
      onSuccess: ({ lastResponse }) => {
        const receipt = readJson(lastResponse.getBody());
        if (!isReceipt(receipt)) return fail(toApiError(lastResponse.getStatus(), receipt));
        keepText(owner, mark, '');
        resolve(receipt);
      },
      onError: (error) => fail(toError(error)),
    });
    signal.addEventListener(
      'abort',
      () => {
        // What cannot be taken back now is thrown away by the server after a day.
        upload.abort(true).catch(() => {});
        fail(new ApiError('cancelled', 0, ''));
      },
      { once: true },
    );
    upload.start();
  });
}

const statusOf = (error: DetailedError): number => error.originalResponse?.getStatus() ?? 0;

function toError(error: Error | DetailedError): ApiError {
  const answer = 'originalResponse' in error ? error.originalResponse : null;
  return answer ? toApiError(answer.getStatus(), readJson(answer.getBody())) : new ApiError('offline', 0, '');
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
