"""Training windows: utterances with pauses, changed as a telephone line changes them. All in the log-mel domain, so that it costs little."""
import json
import pathlib

import numpy as np

from features import USED


class Shards:
    """The shards that exist so far; `refresh` takes in new ones, a synthesis may still be running."""

    def __init__(self, folder, first, last):
        self.folder, self.first, self.last = pathlib.Path(folder), first, last
        self.seen, self.mels, self.texts, self.voices, self.codecs = set(), [], [], [], []

    def refresh(self):
        for path in sorted(self.folder.glob('shard-*.npz')):
            number = int(path.stem[6:])
            if not self.first <= number <= self.last or number in self.seen:
                continue
            shard = np.load(path)
            mel, ends = shard['mel'], np.cumsum(shard['frames'])
            self.mels += [mel[:, end - size : end] for end, size in zip(ends, shard['frames'])]
            self.texts += list(shard['text'])
            self.voices += list(shard['voice'])
            self.codecs += list(shard['codec'])
            self.seen.add(number)
        return self

    def hours(self):
        return sum(mel.shape[1] for mel in self.mels) / 360000


def scale(mel):
    """Level-free features: 1 at the loudest cell, −1 eight decades below it."""
    peak = mel.max()
    return np.maximum((mel - peak) / 4 + 1, -1)


def add(mel, other):
    """The sum of two sounds, both as log10 of power."""
    high, low = np.maximum(mel, other), np.minimum(mel, other)
    return high + np.log10(1 + 10 ** (low - high))


class Windows:
    """Makes windows of one or more utterances from shards and clips without speech."""

    def __init__(self, shards, clips, pieces, seed):
        self.shards, self.clips, self.pieces = shards, clips, pieces
        self.rng = np.random.default_rng(seed)

    def utterance(self, index):
        mel = self.shards.mels[index].astype(np.float32)
        rng = self.rng
        if rng.random() < 0.5:
            frames = max(8, int(mel.shape[1] * rng.uniform(0.9, 1.1)))
            at = np.linspace(0, mel.shape[1] - 1, frames)
            left = np.floor(at).astype(int)
            right, part = np.minimum(left + 1, mel.shape[1] - 1), (at - left).astype(np.float32)
            mel = mel[:, left] * (1 - part) + mel[:, right] * part
        return mel, self.pieces.encode(self.shards.texts[index])

    def window(self, indices, strength):
        """Utterances one after another → (features, piece numbers)."""
        rng = self.rng
        parts, numbers = [self.gap(rng.integers(0, 20))], []
        for index in indices:
            mel, some = self.utterance(index)
            pause = rng.integers(0, 20) if index == indices[-1] else rng.integers(0, 90) if rng.random() < 0.8 else rng.integers(0, 250)
            parts += [mel + rng.uniform(-0.7, 0.7) * (len(indices) > 1), self.gap(pause)]
            numbers += some
        if len(indices) > 1 and rng.random() < 0.1 * strength:
            parts.insert(rng.integers(0, len(parts)), self.clips[rng.integers(len(self.clips))].astype(np.float32)[:, : rng.integers(50, 300)])
        return self.line(np.concatenate(parts, 1), strength), numbers

    def empty(self, frames):
        """A window where nobody speaks."""
        return self.line(self.clips[self.rng.integers(len(self.clips))].astype(np.float32)[:, :frames], 1), []

    def gap(self, frames):
        return np.full((USED, int(frames)), -10, np.float32)

    def line(self, mel, strength):
        """Noise of the line, a voice from the other side, its frequency response, masks."""
        rng = self.rng
        peak = mel.max()
        if rng.random() < 0.15 * strength:
            # A codec of few bits: nothing in the highest bands, holes where a frame is weak.
            mel = np.where(mel < mel.max(0) - rng.uniform(2, 4.5), -10, mel)
            mel[rng.integers(48, USED + 1) :] = -10
        level = peak - rng.uniform(2.0 if rng.random() < 0.25 * strength else 3.5, 8)
        slope = np.linspace(0, rng.uniform(-1.5, 0.5), USED)[:, None]
        ripple = np.log10(rng.standard_exponential(mel.shape, np.float32) + 1e-4)
        mel = add(mel, level + slope + ripple)
        if rng.random() < 0.06 * strength:
            other = self.shards.mels[rng.integers(len(self.shards.mels))].astype(np.float32)
            width = min(other.shape[1], mel.shape[1])
            at = rng.integers(0, mel.shape[1] - width + 1)
            mel[:, at : at + width] = add(mel[:, at : at + width], other[:, :width] - other.max() + peak - rng.uniform(1.8, 3.5))
        if rng.random() < 0.3:
            mel = mel + np.interp(np.arange(USED), np.linspace(0, USED, 6), rng.uniform(-0.35, 0.35, 6))[:, None]
        out = scale(mel).astype(np.float32)
        # Masks on a few windows only: in the hours of one core the network never gets so far that it learns by heart.
        if rng.random() < 0.2 * strength:
            for _ in range(2):
                at, width = rng.integers(0, USED), rng.integers(0, 7)
                out[at : at + width] = -0.5
            for _ in range(max(1, out.shape[1] // 250)):
                at, width = rng.integers(0, out.shape[1]), rng.integers(0, 12)
                out[:, at : at + width] = -0.5
        return out

    def batch(self, seconds, longest, strength):
        """About `seconds` of windows of like length, each up to `longest` seconds: (features, lists of numbers)."""
        rng, count = self.rng, len(self.shards.mels)
        if longest <= 12:
            pool = rng.integers(0, count, 1024)
            pool = pool[[self.shards.mels[i].shape[1] <= longest * 100 for i in pool]][:256]
            pool = pool[np.argsort([self.shards.mels[i].shape[1] for i in pool])]
            length = self.shards.mels[pool[rng.integers(0, len(pool))]].shape[1] + 30
            size = int(np.clip(seconds * 100 / length, 2, 48))
            at = int(np.searchsorted([self.shards.mels[i].shape[1] for i in pool], length - 30))
            chosen = [[i] for i in pool[max(0, min(at, len(pool) - size)) :][:size]]
        else:
            target = rng.uniform(0.5, 1) * longest * 100
            chosen = []
            for _ in range(max(2, round(seconds * 100 / target))):
                group, used = [], 0
                while used < target - 150:
                    i = int(rng.integers(0, count))
                    if used + self.shards.mels[i].shape[1] > target + 200 and group:
                        break
                    group.append(i)
                    used += self.shards.mels[i].shape[1] + 60
                chosen.append(group)
        made = [self.window(group, strength) for group in chosen]
        width = max(features.shape[1] for features, _ in made)
        made = [self.empty(width) if rng.random() < 0.02 * strength else one for one in made]
        width += -width % 4
        batch = np.full((len(made), USED, width), -1, np.float32)
        for row, (features, _) in zip(batch, made):
            row[:, : features.shape[1]] = features
            if features.shape[1] < width:
                row[:, features.shape[1] :] = features.min(1, keepdims=True)
        return batch, [numbers for _, numbers in made]


def write_json(path, value):
    pathlib.Path(path).write_text(json.dumps(value, ensure_ascii=False), 'utf8')
