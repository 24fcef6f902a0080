"""What is no speech: rings, keys, hold music, noise, silence. The model must write nothing for them."""
import numpy as np

from features import USED, log_mel

RATE = 16000


def tone(rng, seconds):
    """Ring-back, busy tone, a key of the telephone."""
    t = np.arange(int(seconds * RATE)) / RATE
    kind = rng.integers(3)
    if kind < 2:
        period, on = ((4.0, 1.0), (0.7, 0.35))[kind]
        return np.sin(2 * np.pi * rng.uniform(400, 460) * t) * ((t + rng.uniform(0, period)) % period < on)
    low, high = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477])
    return (np.sin(2 * np.pi * low * t) + np.sin(2 * np.pi * high * t)) * (t % 0.4 < 0.12)


def music(rng, seconds):
    """Plucked or held chords of a random scale."""
    out = np.zeros(int(seconds * RATE))
    beat = rng.uniform(0.15, 0.6)
    scale = rng.uniform(180, 330) * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) / 12)
    decay = rng.uniform(1, 8)
    for start in np.arange(0, seconds, beat):
        length = min(int(beat * rng.choice([1, 2, 3]) * RATE), len(out) - int(start * RATE))
        t = np.arange(max(length, 0)) / RATE
        for note in rng.choice(scale, rng.integers(1, 4)):
            for harmonic in range(1, rng.integers(2, 7)):
                out[int(start * RATE) :][: len(t)] += np.sin(2 * np.pi * note * harmonic * t) * np.exp(-decay * t) / harmonic
    return out


def noise(rng, seconds):
    """Coloured noise of a line, with clicks."""
    white = rng.standard_normal(int(seconds * RATE))
    shaped = np.convolve(white, rng.standard_normal(rng.integers(1, 12)), 'same')
    for _ in range(rng.integers(0, 5)):
        at = rng.integers(0, len(shaped) - 200)
        shaped[at : at + rng.integers(5, 200)] *= 20
    return shaped


def no_speech(count, seed):
    """`count` clips of log-mel features, 2…10 s each."""
    rng = np.random.default_rng(seed)
    clips = []
    for i in range(count):
        sound = (tone, music, music, noise)[i % 4](rng, rng.uniform(2, 10))
        sound = sound / (np.abs(sound).max() + 1e-9) * 10 ** rng.uniform(-2, -0.3)
        clips.append(log_mel(sound + rng.standard_normal(len(sound)) * 10 ** rng.uniform(-5, -2.5)).astype(np.float16))
    assert clips[0].shape[0] == USED
    return clips
