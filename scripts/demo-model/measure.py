"""Word error of the trained network on the held-out shards (9000…), by voice and by codec: measure.py DATA RUN."""
import pathlib
import sys

import numpy as np
import torch

from features import USED
from model import Network
from pieces import Pieces
from train import distance, greedy
from windows import Shards, scale


def main(data, run):
    torch.set_num_threads(1)
    run = pathlib.Path(run)
    pieces = Pieces(run / 'pieces.json')
    network = Network(USED, len(pieces.pieces)).eval()
    saved = torch.load(run / 'last.pt')
    network.load_state_dict(saved['average'])
    shards = Shards(data, 9000, 9999).refresh()
    trained_on = {str(text) for path in pathlib.Path(data).glob('shard-[0-8]*.npz') for text in np.load(path)['text']}
    errors, words, count = {}, {}, 0
    with torch.no_grad():
        for mel, text, voice, codec in zip(shards.mels, shards.texts, shards.voices, shards.codecs):
            if str(text) in trained_on:
                continue
            count += 1
            features = torch.from_numpy(scale(mel.astype(np.float32)).astype(np.float32))[None]
            want, got = str(text).split(), pieces.decode(greedy(network(features))[0]).split()
            for key in ('all', f'voice {voice}', f'codec {codec}'):
                errors[key] = errors.get(key, 0) + distance(want, got)
                words[key] = words.get(key, 0) + len(want)
    print(f'step {saved["step"]}, {count} utterances with words that were never trained on')
    for key in sorted(words):
        print(f'{key:18} {100 * errors[key] / words[key]:5.1f} % of {words[key]} words')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2])
