/** What `doctor` finds of the sources of recordings: each is reached, listed and, where it is tidied, written to. */
import { type AnalyzerConfig, sourceSecretsOf, sourcesFileOf, tempFolderOf } from '../config.ts';
import type { ReadySource } from '../ingest/describe-recording.ts';
import { openPlace } from '../ingest/open-place.ts';
import { readSources } from '../ingest/read-sources.ts';
import { errorLine } from '../platform/index.ts';
import type { Check } from './doctor-running.ts';

/** One line a source that is on; none where there are no sources. A small file `.kamerton-check` comes and goes where the source is tidied. */
export async function checkSources(config: AnalyzerConfig): Promise<Check[]> {
  try {
    const sources = await readSources(sourcesFileOf(config), config.KAMERTON_TIME_ZONE);
    return await Promise.all(sources.filter(({ source }) => source.on).map((ready) => check(ready, config)));
  } catch (error) {
    return [{ name: 'Источники записей', ok: false, optional: true, detail: errorLine(error) }];
  }
}

async function check(ready: ReadySource, config: AnalyzerConfig): Promise<Check> {
  const name = `Источник ${ready.source.name}`;
  const place = await openPlace(ready, {
    tempFolder: tempFolderOf(config),
    maxBytes: config.KAMERTON_MAX_RECORDING_BYTES,
    secrets: sourceSecretsOf(config),
  });
  try {
    await place.check();
    return {
      name,
      ok: true,
      detail: `${whereOf(ready)} – читается${ready.source.after === 'leave' ? '' : ', можно убирать принятое'}`,
    };
  } catch (error) {
    return { name, ok: false, optional: true, detail: errorLine(error) };
  } finally {
    await place.rest();
  }
}

const whereOf = ({ source }: ReadySource): string =>
  source.kind === 's3'
    ? `${source.endpoint} ${source.bucket}/${source.prefix}`
    : source.kind === 'sftp'
      ? `sftp ${source.host}:${source.port}${source.folder}`
      : source.folder;
