/** `npm run bench`: seconds to ready, seconds a sample by stage, × real time and memory of the whole product, on the samples. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { samples, samplesFolder } from '../../analyzer/demo/demo.ts';
import { callSchema } from '../../analyzer/domain/call.ts';
import { stageNames } from '../../analyzer/domain/call-state.ts';
import { analyzeCall } from '../../analyzer/pipeline/analyze-call.ts';
import { loadJudge } from '../../analyzer/scoring/judge-call.ts';
import { callListSchema } from '../../api/features/calls/calls.schemas.ts';
import { readApi, signIn, startProduct } from '../support/product.ts';

const folder = await mkdtemp(join(tmpdir(), 'kam-bench-'));
await stageTimes();
const begun = performance.now();
const product = await startProduct(folder, { KAMERTON_CONCURRENCY: '1' });
console.log(`to ready, empty folder:     ${seconds(performance.now() - begun)} s`);
await untilDone();
console.log(`start to six samples done:  ${seconds(performance.now() - begun)} s`);
console.log(`memory (peak resident):     ${memoryOf(product.process.pid ?? 0)}`);
await product.end('SIGTERM');
const again = performance.now();
const second = await startProduct(folder);
console.log(`to ready, second start:     ${seconds(performance.now() - again)} s`);
await second.end('SIGTERM');
rmSync(folder, { recursive: true, force: true });

/** Polls until every sample is done: the line with queue, store and pages, one call at a time. */
async function untilDone(): Promise<void> {
  const cookie = await signIn(product.url, folder, 'supervisor');
  const isDone = async () => {
    const { items } = await readApi(`${product.url}/api/calls`, cookie, callListSchema);
    return items.length === samples.length && items.every((call) => call.state === 'done');
  };
  while (!(await isDone())) await new Promise((resume) => setTimeout(resume, 50));
}

/** The pipeline alone, stage by stage, over each sample with its ready transcript. */
async function stageTimes(): Promise<void> {
  const judge = await loadJudge();
  const parts = { judge: async () => judge, recognizer: null, tempFolder: folder };
  const stages = stageNames.filter((stage) => stage !== 'recognize' && stage !== 'store');
  const head = ['length', ...stages, 'total'].map((name) => name.padStart(8)).join(' ');
  console.log(`${'seconds'.padEnd(18)} ${head} × real time`);
  for (const { file } of samples) {
    const name = file.replace(/\..*/, '');
    const call = callSchema.parse(JSON.parse(readFileSync(join(samplesFolder, `${name}.transcript.json`), 'utf8')));
    const entered = new Map<string, number>();
    const from = performance.now();
    await analyzeCall(
      { id: name, metadata: call, recording: join(samplesFolder, file), transcript: call.segments },
      parts,
      { onStage: (stage) => entered.has(stage) || entered.set(stage, performance.now()) },
    );
    const to = performance.now();
    const ends = [...stages.slice(1).map((stage) => entered.get(stage) ?? to), to];
    const cells = stages.map((stage, i) => seconds((ends[i] ?? to) - (entered.get(stage) ?? to)));
    const rate = ((call.duration ?? 0) / (to - from)) * 1000;
    const row = [(call.duration ?? 0).toFixed(1), ...cells, seconds(to - from)].map((cell) => cell.padStart(8));
    console.log(`${name.padEnd(18)} ${row.join(' ')} ${rate.toFixed(0).padStart(11)}`);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

/** Peak resident memory of a process and its children, from /proc. */
function memoryOf(pid: number): string {
  const parts = [pid, ...childrenOf(pid)].map((id) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const name = /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '';
    const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    return { name: id === pid ? 'server' : name, megabytes: kilobytes / 1024 };
  });
  return parts.map((part) => `${part.name} ${part.megabytes.toFixed(0)} MB`).join(', ');
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid);
      } catch {
        return false;
      }
    });
}
