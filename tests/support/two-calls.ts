/** Two calls that the product has heard: one of operator `op-1`, one of `op-2` with words that must not leak. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { samplesFolder } from '../../analyzer/demo/demo.ts';
import { multipart } from './multipart.ts';
import type { TestApp } from './test-app.ts';
import { waitFor } from './wait-for.ts';

/** What only the foreign call holds: none of it may reach anybody who may not see that call. */
export const foreignWords = {
  phrase: 'лиловый дирижабль',
  operator: 'Аделаида',
  phone: '79031234567',
  client: 'Вольдемар',
  name: 'foreign-call-0f7c',
};

export interface TwoCalls {
  own: string;
  foreign: string;
}

/** Sends both in before the tests of the file and waits until they are judged. */
export function twoCalls(given: TestApp): TwoCalls {
  const calls = { own: '', foreign: '' };
  beforeAll(async () => {
    await given.analyzer.startWorking();
    calls.own = await send(given, 'own-call', { operator: { id: 'op-1', name: 'Светлана' } }, 0);
    calls.foreign = await send(
      given,
      foreignWords.name,
      {
        operator: { id: 'op-2', name: foreignWords.operator },
        client: { phone: foreignWords.phone, name: foreignWords.client },
      },
      1,
    );
    await waitFor(async () => {
      const states = await Promise.all([calls.own, calls.foreign].map((id) => given.analyzer.ledger.find(id)));
      return states.every((call) => call?.state === 'done');
    }, 110);
  });
  return calls;
}

async function send(given: TestApp, id: string, metadata: object, tail: number): Promise<string> {
  const transcript = {
    id,
    segments: [
      { speaker: 'operator', start: 0.5, end: 3, text: 'Расчётный центр, Светлана, добрый день!' },
      {
        speaker: 'client',
        start: 3.5,
        end: 6,
        text: tail === 1 ? `Здравствуйте, ${foreignWords.phrase} прилетел.` : 'Здравствуйте!',
      },
    ],
  };
  const { headers, payload } = multipart([
    { name: 'metadata', content: JSON.stringify(metadata) },
    { name: 'transcript', filename: `${id}.json`, content: JSON.stringify(transcript) },
    // The same sound under another hash.
    {
      name: 'recording',
      filename: `${id}.mp3`,
      content: Buffer.concat([readFileSync(join(samplesFolder, '11_mono.mp3')), Buffer.alloc(tail)]),
    },
  ]);
  const answer = await given.app.inject({
    method: 'POST',
    url: '/api/calls',
    payload,
    headers: { ...headers, cookie: given.cookies.administrator },
  });
  return answer.json().id;
}
