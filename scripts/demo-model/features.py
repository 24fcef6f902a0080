"""Log-mel features as whisper.cpp computes them, with filters of our own: what lies above 4 kHz is dropped, a telephone has nothing there."""
import numpy as np

N_MELS, N_FFT, HOP, BINS = 80, 400, 160, 201
WINDOW = (0.5 * (1 - np.cos(2 * np.pi * np.arange(N_FFT) / N_FFT))).astype(np.float32)


def mel_filters():
    """80 × 201 triangular filters on the slaney mel scale (linear to 1 kHz, logarithmic above), zero above 4 kHz."""
    step, knee, ratio = 200 / 3, 1000.0, np.log(6.4) / 27
    to_mel = lambda hz: np.where(hz >= knee, knee / step + np.log(np.maximum(hz, 1e-9) / knee) / ratio, hz / step)
    to_hz = lambda mel: np.where(mel >= knee / step, knee * np.exp(ratio * (mel - knee / step)), mel * step)
    edges = to_hz(np.linspace(0, to_mel(np.float64(8000)), N_MELS + 2))
    width = np.diff(edges)
    ramps = edges[:, None] - np.linspace(0, 8000, BINS)[None]
    filters = np.maximum(0, np.minimum(-ramps[:-2] / width[:-1, None], ramps[2:] / width[1:, None]))
    filters *= (2 / (edges[2:] - edges[:-2]))[:, None]
    filters[edges[2:] > 4000] = 0
    return filters.astype(np.float32)


FILTERS = mel_filters()
USED = int((FILTERS.sum(1) > 0).sum())


def log_mel(samples):
    """Samples at 16 kHz in −1…1 → log10 of mel power, USED × frames (10 ms), before the clamp. Framing of whisper.cpp: reflected at the left."""
    samples = np.asarray(samples, np.float32)
    frames = (len(samples) + HOP - 1) // HOP
    padded = np.concatenate([samples[1:201][::-1], samples, np.zeros(N_FFT + HOP, np.float32)])
    cut = np.lib.stride_tricks.as_strided(padded, (frames, N_FFT), (4 * HOP, 4))
    power = np.abs(np.fft.rfft(cut * WINDOW, axis=1)).astype(np.float32) ** 2
    return np.log10(np.maximum(power @ FILTERS[:USED].T, 1e-10)).T


def normalise(mel, width=None):
    """Clamp to eight decades below the loudest, shift and scale as whisper.cpp does; rows above 4 kHz are at their floor."""
    peak = max(mel.max(), -10.0)
    out = np.full((N_MELS, width or mel.shape[1]), (max(-10.0, peak - 8) + 4) / 4, np.float32)
    out[:USED, : mel.shape[1]] = (np.maximum(mel, peak - 8) + 4) / 4
    return out
