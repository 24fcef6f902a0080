/** An analyzer over servers and a clock of its own, with judged calls in it: for tests of keeping and deleting. */
import { Readable } from 'node:stream';
import { type Analyzer, openAnalyzer } from '../../analyzer/analyzer.ts';
import { readConfig } from '../../analyzer/config.ts';
import type { CallMetadata } from '../../analyzer/domain/call.ts';
import { deterministicUuid } from '../../analyzer/platform/ids.ts';
import { createLogger } from '../../analyzer/platform/logger.ts';
import { type Servers, startServers } from '../../analyzer/servers.ts';
import { apiConfigSchema } from '../../api/config.ts';
import { makeAnalysis } from './make-analysis.ts';

export interface KeptCalls {
  folder: string;
  analyzer: Analyzer;
  servers: Servers;
  /** The instant that periods are measured to; tests move it. */
  now: { at: Date };
  /** Adds a judged call with a recording, its peaks and words; returns its id. */
  add(call: { startedAt: string; phone?: string; words?: string; queue?: string; name?: string }): Promise<string>;
  close(): Promise<void>;
}

/** Opens everything in `folder`; `environment`: the customer's servers, where they are used. */
export async function openKeptCalls(folder: string, environment: Record<string, string> = {}): Promise<KeptCalls> {
  const config = readConfig(apiConfigSchema, { ...environment, KAMERTON_DATA_DIR: folder });
  const logger = createLogger('silent');
  const servers = await startServers(config, logger, () => {});
  const now = { at: new Date() };
  const analyzer = await openAnalyzer(config, servers, logger, () => now.at);
  let count = 0;

  return {
    folder,
    analyzer,
    servers,
    now,
    async add({ startedAt, phone, words = 'Добрый день', queue, name }) {
      count += 1;
      const recording = await analyzer.recordings.take(Readable.from([Buffer.from(`sound ${count} of ${folder}`)]));
      const id = deterministicUuid('recording', recording.name);
      const metadata: CallMetadata = {
        started_at: startedAt,
        operator: { id: 'op-1', name: 'Марина' },
        ...(phone === undefined ? {} : { client: { phone, name: 'Иван Петрович' } }),
        ...(queue === undefined ? {} : { queue }),
      };
      const segments = [{ speaker: 'client' as const, start: 0, end: 2, text: words }];
      const externalId = name ?? `call-${count}`;
      await analyzer.ledger.receive({
        id,
        externalId,
        source: 'upload',
        metadata,
        recording: recording.name,
        recordingSha256: recording.sha256,
        transcript: segments,
      });
      const call = await analyzer.ledger.find(id);
      if (call === null) throw new Error('the call was not taken');
      const analysisId = deterministicUuid(id, 'run');
      await analyzer.facts.write({
        day: call.day,
        callId: id,
        analysisId,
        run: 1,
        externalId,
        source: 'upload',
        metadata,
        startedAt,
        direction: 'incoming',
        operatorId: 'op-1',
        recordingSha256: recording.sha256,
        sound: null,
        analysis: makeAnalysis(externalId, { segments }),
      });
      await analyzer.ledger.settle({ id, run: 1 }, 'done', { duration: 2 });
      return id;
    },
    async close() {
      await analyzer.close();
      await servers.stop();
    },
  };
}
