"""Speech for the demo model: our sentences in Debian's free voices, through the telephone, as shards of log-mel features.

synthesise.py VOCABULARY OUT FIRST COUNT: writes OUT/shard-NNNN.npz for FIRST ≤ NNNN < FIRST+COUNT (seed = NNNN; numbers from 9000 are for
measuring and never trained on). Several processes may run side by side. A shard that exists is left alone, so it can be started again.
"""
import audioop
import pathlib
import random
import subprocess
import sys
import tempfile
import wave

import numpy as np
from scipy.signal import resample_poly

from features import log_mel
from texts import Texts, test_sentences

# The four RHVoice voices are LGPL-2.1+, festival's is BSD-like, espeak-ng's sound is free of its licence.
VOICES = {'anna': 19, 'aleksandr': 21, 'irina': 19, 'elena': 20, 'festival': 17, 'espeak': 4}
PER_SHARD = 120
RATE = 8000
CODECS = {
    'gsm': ['-c:a', 'libgsm', '-f', 'gsm'],
    'opus': ['-c:a', 'libopus', '-b:a', '12k', '-f', 'ogg'],
    'opus20': ['-c:a', 'libopus', '-b:a', '20k', '-f', 'ogg'],
    'mp3': ['-c:a', 'libmp3lame', '-b:a', '16k', '-f', 'mp3'],
    'mp3-24': ['-c:a', 'libmp3lame', '-b:a', '24k', '-f', 'mp3'],
}
SHARES = {'pcm': 20, 'alaw': 16, 'ulaw': 12, 'gsm': 20, 'opus': 10, 'opus20': 4, 'mp3': 14, 'mp3-24': 4}


def read_wav(path):
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), '<i2').astype(np.float32) / 32768
        rate = file.getframerate()
    up, down = {24000: (1, 3), 16000: (1, 2), 22050: (160, 441), 8000: (1, 1)}[rate]
    return resample_poly(samples, up, down) if (up, down) != (1, 1) else samples


def speak(voice, text, rng, folder):
    """One sentence in one voice at 8 kHz."""
    target = folder / 'one.wav'
    rate = rng.uniform(0.95, 1.38)
    if voice == 'espeak':
        variant = rng.choice(['ru', 'ru+m3', 'ru+f2', 'ru+m1', 'ru+f4'])
        command = ['espeak-ng', '-v', variant, '-s', str(int(150 * rate)), '-p', str(rng.randint(30, 70)), '-w', str(target), text]
        subprocess.run(command, check=True)
    else:
        command = ['RHVoice-test', '-p', voice, '-r', str(int(100 * rate)), '-t', str(rng.randint(96, 115)), '-o', str(target)]
        subprocess.run(command, input=text.encode(), check=True, stderr=subprocess.DEVNULL)
    return read_wav(target)


def festival(texts, rng, folder):
    """Many sentences in festival's voice: loading it takes longer than speaking. Speed is changed afterwards, without the pitch."""
    lines = ['(voice_msu_ru_nsh_clunits)']
    for i, text in enumerate(texts):
        lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{folder}/f{i}.wav" \'riff)')
    (folder / 'all.scm').write_text('\n'.join(lines), 'utf8')
    subprocess.run(['festival', '-b', str(folder / 'all.scm')], check=True, stderr=subprocess.DEVNULL)
    for i in range(len(texts)):
        tempo = f'atempo={rng.uniform(0.95, 1.25):.3f}'
        subprocess.run(['ffmpeg', '-v', 'error', '-y', '-i', f'{folder}/f{i}.wav', '-af', tempo, f'{folder}/t.wav'], check=True)
        yield read_wav(folder / 't.wav')


def through(codec, sounds, folder):
    """The sounds after a codec; one run of ffmpeg for all of them."""
    pcm = [(np.clip(sound, -1, 1) * 32767).astype('<i2') for sound in sounds]
    if codec == 'pcm':
        return pcm
    if codec in ('alaw', 'ulaw'):
        there, back = (audioop.lin2alaw, audioop.alaw2lin) if codec == 'alaw' else (audioop.lin2ulaw, audioop.ulaw2lin)
        return [np.frombuffer(back(there(one.tobytes(), 2), 2), '<i2') for one in pcm]
    gap = np.zeros(RATE // 4, '<i2')
    whole = np.concatenate([part for one in pcm for part in (one, gap)])
    raw = ['-f', 's16le', '-ar', str(RATE), '-ac', '1']
    coded = folder / 'coded'
    subprocess.run(['ffmpeg', '-v', 'error', '-y', *raw, '-i', '-', *CODECS[codec], str(coded)], input=whole.tobytes(), check=True)
    kind = ['-f', 'gsm'] if codec == 'gsm' else []
    done = subprocess.run(['ffmpeg', '-v', 'error', *kind, '-i', str(coded), *raw, '-'], check=True, capture_output=True).stdout
    decoded = np.frombuffer(done, '<i2')
    decoded = np.concatenate([decoded, np.zeros(max(0, len(whole) - len(decoded)), '<i2')])
    out, at = [], 0
    for one in pcm:
        out.append(decoded[at : at + len(one)])
        at += len(one) + len(gap)
    return out


def make_shard(number, texts, out):
    rng = random.Random(number)
    random.seed(number)
    with tempfile.TemporaryDirectory(dir='/dev/shm') as name:
        folder = pathlib.Path(name)
        pairs = [texts.next() for _ in range(PER_SHARD)]
        voices = rng.choices(list(VOICES), VOICES.values(), k=PER_SHARD)
        by_festival = festival([pair[0] for pair, voice in zip(pairs, voices) if voice == 'festival'], rng, folder)
        sounds = [next(by_festival) if voice == 'festival' else speak(voice, pair[0], rng, folder) for pair, voice in zip(pairs, voices)]
        sounds = [sound * 10 ** (rng.uniform(-14, 2) / 20) for sound in sounds]
        codecs = rng.choices(list(SHARES), SHARES.values(), k=PER_SHARD)
        coded = [None] * PER_SHARD
        for codec in set(codecs):
            members = [i for i in range(PER_SHARD) if codecs[i] == codec]
            for i, sound in zip(members, through(codec, [sounds[i] for i in members], folder)):
                coded[i] = sound
    mels = [log_mel(resample_poly(sound.astype(np.float32) / 32768, 2, 1)).astype(np.float16) for sound in coded]
    meta = {'text': [written for _, written in pairs], 'voice': voices, 'codec': codecs, 'frames': [mel.shape[1] for mel in mels]}
    if number >= 9000:
        meta['pcm'] = np.concatenate(coded)
        meta['samples'] = [len(one) for one in coded]
    part = out / f'part-{number:04d}.npz'
    np.savez(part, mel=np.concatenate(mels, 1), **meta)
    part.rename(out / f'shard-{number:04d}.npz')
    return sum(meta['frames']) / 100


if __name__ == '__main__':
    vocabulary, out, first, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    out.mkdir(parents=True, exist_ok=True)
    source = Texts(vocabulary, test_sentences())
    for shard in range(first, first + count):
        if not (out / f'shard-{shard:04d}.npz').exists():
            print(shard, f'{make_shard(shard, source, out):.0f} s of speech', flush=True)
