/** The child process of the engine `sherpa`: reads job.json in its folder, writes result.json, tells its progress on standard error. */
const { closeSync, openSync, readFileSync, readSync, writeFileSync } = require('node:fs');

const job = JSON.parse(readFileSync('job.json', 'utf8'));
// Loaded here and nowhere else: a crash of the native library ends this process only.
const sherpa = require('sherpa-onnx-node');

const sampleRate = 16_000;
const common = { tokens: job.files.tokens, numThreads: job.threads, provider: 'cpu', debug: 0 };
const recognize = job.kind === 'tone' ? toneRecognizer() : offlineRecognizer();
const results = job.windows.map((window, i) => {
  const result = recognize(readSamples(window));
  process.stderr.write(`done ${i + 1}\n`);
  return result;
});
writeFileSync('result.json', JSON.stringify(results));

/** 16-bit samples of a WAV file as numbers in −1…1. */
function readSamples({ path, dataStart, dataBytes }) {
  const bytes = Buffer.alloc(dataBytes);
  const file = openSync(path, 'r');
  readSync(file, bytes, 0, dataBytes, dataStart);
  closeSync(file);
  return Float32Array.from({ length: dataBytes >> 1 }, (_, i) => bytes.readInt16LE(i * 2) / 32768);
}

/** GigaAM and other NeMo models: a whole window at once. */
function offlineRecognizer() {
  const { files, kind } = job;
  const model =
    kind === 'transducer'
      ? {
          transducer: { encoder: files.encoder, decoder: files.decoder, joiner: files.joiner },
          modelType: 'nemo_transducer',
        }
      : { nemoCtc: { model: files.model } };
  const recognizer = new sherpa.OfflineRecognizer({
    featConfig: { sampleRate, featureDim: 80 },
    modelConfig: { ...common, ...model },
  });
  return (samples) => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate });
    recognizer.decode(stream);
    return { ...pick(recognizer.getResult(stream)), shift: 0 };
  };
}

/** T-one: a streaming model, fed with a whole window; it needs silence around the speech, as its authors' examples give it. */
function toneRecognizer() {
  const before = 0.3;
  const after = 0.6;
  const recognizer = new sherpa.OnlineRecognizer({
    featConfig: { sampleRate: 8_000, featureDim: 80 },
    modelConfig: { ...common, toneCtc: { model: job.files.model } },
  });
  return (samples) => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples: new Float32Array(before * sampleRate), sampleRate });
    stream.acceptWaveform({ samples, sampleRate });
    stream.acceptWaveform({ samples: new Float32Array(after * sampleRate), sampleRate });
    stream.inputFinished();
    while (recognizer.isReady(stream)) recognizer.decode(stream);
    return { ...pick(recognizer.getResult(stream)), shift: before };
  };
}

/** What the parent needs of a result. */
function pick({ tokens, timestamps, durations, ys_probs: online, ys_log_probs: offline }) {
  return { tokens, timestamps, durations, logProbabilities: offline ?? online };
}
