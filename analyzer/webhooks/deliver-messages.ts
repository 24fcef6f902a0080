/** Takes messages to where they were asked for: signed, within seconds, never into our own network. */
import { type Guard, guardedRequest, KamertonError } from '../platform/index.ts';
import type { DueMessage, Webhooks } from '../storage/state/webhooks.ts';
import { signedHeaders, webhookKey } from './sign-message.ts';

const messagesAtOnce = 20;
const timeoutMs = 10_000;
/** So much of an answer is read, to free the line; it is never looked at. */
const mostAnswerBytes = 65_536;

export interface DeliverParts {
  webhooks: Webhooks;
  secret: Uint8Array;
  guard: Guard;
  clock: () => Date;
  signal?: AbortSignal | undefined;
}

/** Sends what is due; one that does not answer holds up nobody but itself. Returns how many were tried. */
export async function deliverMessages(parts: DeliverParts): Promise<number> {
  const due = await parts.webhooks.due(messagesAtOnce);
  await Promise.all(due.map((message) => deliver(message, parts)));
  return due.length;
}

async function deliver(message: DueMessage, { webhooks, secret, guard, clock, signal }: DeliverParts): Promise<void> {
  const at = Math.floor(clock().getTime() / 1000);
  const headers = signedHeaders(message.id, at, message.payload, webhookKey(secret, message.salt));
  try {
    const answer = await guardedRequest(
      message.url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'kamerton-webhook', ...headers },
        body: message.payload,
        timeoutMs,
        signal,
      },
      guard,
    );
    let read = 0;
    answer.on('data', (chunk: Buffer) => {
      read += chunk.byteLength;
      if (read > mostAnswerBytes) answer.destroy();
    });
    answer.on('error', () => {});
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) await webhooks.delivered(message.id, status);
    // «Gone» is the receiver's way to say: never again.
    else await webhooks.failed(message, status, `ответ ${status}`, status === 410);
  } catch (error) {
    // An orderly stop is no failure of the receiver.
    if (signal?.aborted) return;
    const forbidden = error instanceof KamertonError;
    await webhooks.failed(message, null, forbidden ? error.message : networkFault(error), forbidden);
  }
}

function networkFault(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
    return 'нет ответа за 10 секунд';
  return `нет связи (${code ?? 'ошибка сети'})`;
}
