/** The child process of the engine `sherpa`: reads job.json in its folder, writes result.json, tells its progress on standard error. */
const { closeSync, openSync, readFileSync, readSync, writeFileSync } = require('node:fs');

const job = JSON.parse(readFileSync('job.json', 'utf8'));
// Loaded here and nowhere else: a crash of the native library ends this process only.
const sherpa = require('sherpa-onnx-node');

const sampleRate = 16_000;
const common = { tokens: job.files.tokens, numThreads: job.threads, provider: 'cpu', debug: 0 };
const recognizers = {
  tone: toneRecognizer,
  demo: demoRecognizer,
  ctc: offlineRecognizer,
  transducer: offlineRecognizer,
};
const recognize = recognizers[job.kind]();
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

/**
 * Our demonstration model (scripts/demo-model/export.py): it looks like a streaming model for 8 kHz, collects the sound in chunks of
 * 300 ms and answers for all of it when a loud constant chunk tells it that the window ends.
 */
function demoRecognizer() {
  const chunk = 2_400;
  // sherpa-onnx counts frames of 30 ms for models of this outside; ours last 40 ms.
  const stretch = 40 / 30;
  const recognizer = new sherpa.OnlineRecognizer({
    featConfig: { sampleRate: 8_000, featureDim: 80 },
    modelConfig: { ...common, toneCtc: { model: job.files.model } },
    ctcFstDecoderConfig: { graph: job.files.words, maxActive: 3_000 },
  });
  return (samples) => {
    const ends = Math.ceil(samples.length / 2 / chunk + 1) * chunk;
    // Two chunks more than the one that ends the window: a streaming model keeps the last one back.
    const sound = new Float32Array(ends + 3 * chunk).fill(1, ends);
    // Every second sample: a telephone's sound was doubled to 16 kHz on its way here and holds nothing above 4 kHz.
    for (let i = 0; 2 * i < samples.length; i++) sound[i] = samples[2 * i];
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples: sound, sampleRate: 8_000 });
    stream.inputFinished();
    while (recognizer.isReady(stream)) recognizer.decode(stream);
    const { tokens, timestamps } = recognizer.getResult(stream);
    return { tokens, timestamps: timestamps.map((time) => time * stretch), shift: 0 };
  };
}

/** What the parent needs of a result. */
function pick({ tokens, timestamps, durations, ys_probs: online, ys_log_probs: offline }) {
  return { tokens, timestamps, durations, logProbabilities: offline ?? online };
}
