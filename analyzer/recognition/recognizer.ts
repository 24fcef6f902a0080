/** The port of speech recognition: what every engine takes and gives, whatever it is inside. */

/** One recognised word; seconds from the start of its window (an engine may err and name times past the window's end). */
export interface RecognizedWord {
  text: string;
  start: number;
  end: number;
  /** The engine's probability 0…1; absent when the engine gives none. */
  confidence?: number;
}

export interface RecognitionJob {
  /** Windows of one channel's speech: 16 kHz 16-bit mono WAV files of at most 28 s. */
  wavPaths: readonly string[];
  language: 'ru';
}

export interface RecognitionControl {
  /** Ends the work at once, with everything that was started for it. */
  signal?: AbortSignal | undefined;
  /** Called with 0…1, the part of the sound that is done; never goes back. */
  onProgress?: ((fraction: number) => void) | undefined;
}

/** What the words of an engine can be used for. */
interface RecognizerCapabilities {
  /** Keeps fillers and repeats: `near` (character models), `clean` (tends to leave them out: counts are a lower bound). */
  verbatim: 'clean' | 'near' | 'unknown';
  punctuation: boolean;
  wordTimes: boolean;
  probabilities: boolean;
}

export interface Recognizer {
  /** Name of the engine, for example «whisper». */
  readonly name: string;
  /** Name of the model file without its folder. */
  readonly model: string;
  readonly capabilities: RecognizerCapabilities;
  /** Text that the engine was nudged with; its echo is not speech. */
  readonly prompt?: string;
  /**
   * Words of every window, in the order of the windows; a window without speech gives an empty list.
   * @throws KamertonError `recogniser_failed`, `missing_program` or `no_speech_model`; the signal's reason when aborted
   */
  recognize(job: RecognitionJob, control?: RecognitionControl): Promise<RecognizedWord[][]>;
}
