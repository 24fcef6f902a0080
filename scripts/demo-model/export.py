"""Writes the trained network as a model for sherpa-onnx: export.py RUN FOLDER → FOLDER/model.onnx and FOLDER/tokens.txt.

It has the outside of T-one, a streaming model: 300 ms of samples at 8 kHz in, a state that is handed on. Of sherpa-onnx's kinds that Node can use it
is the one that takes samples (so the features are part of the graph) and is searched with a graph of words. The network needs a whole window, so
the state collects the sound until a chunk says that it ends. Weights are stored in 16 bits and computed in 32. No package `onnx` is needed.
"""
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch import nn

from features import FILTERS, HOP, N_FFT, USED, WINDOW
from model import Network
from pieces import Pieces


# The longest window of the product is 28 s; sound comes in chunks of 300 ms at 8 kHz.
RATE, CHUNK, LONGEST = 8000, 2400, 100 * 2400
# The network is surer of its letters than it should be: against the words' likelihoods it gets this weight.
WEIGHT = 0.7
SHORTEST = 800


class Listener(nn.Module):
    """A chunk (1 × 2400 × 1) and the sound so far → nothing yet, and the sound with the chunk.

    The state holds the last 30 s and, at its end, how many chunks there are. A chunk that is loud and constant (every sample above 30000, which no
    speech is) ends the window: then come the weighted log-probabilities (1 × frames of 40 ms × pieces + 1) of all of it, and an empty state.
    """

    def __init__(self, network):
        super().__init__()
        self.network = network
        # The same frames as at 16 kHz, by half as many samples: what lies above 4 kHz is left out anyway, and a factor does not matter.
        size = N_FFT // 2
        angles = 2 * torch.pi * torch.outer(torch.arange(size // 2 + 1), torch.arange(size)) / size
        window = torch.from_numpy(WINDOW[::2].copy())
        self.register_buffer('waves', (torch.cat([angles.cos(), angles.sin()]) * window)[:, None])
        self.register_buffer('filters', torch.from_numpy(FILTERS[:USED, : size // 2 + 1].copy()))

    def forward(self, signal, state):
        chunk, count = signal[:, :, 0].float(), state[0, LONGEST].float()
        is_end = (chunk.amin() > 30000).long() * (count > 0).long()
        # Without `if`: until the end only a moment is listened to, and none of its frames is given.
        length = (is_end * count.long() * CHUNK).clamp(SHORTEST, LONGEST)
        sound = state[:, :LONGEST].float().index_select(1, torch.arange(length) + (LONGEST - length))
        logits = self.network(self.features(sound))
        frames = logits.log_softmax(-1).index_select(1, torch.arange(is_end * logits.shape[1])) * WEIGHT
        longer = torch.cat([state[:, CHUNK:LONGEST], chunk.half(), (count + 1).half().reshape(1, 1)], 1)
        return frames, longer * (1 - is_end).half()

    def features(self, sound):
        padded = F.pad(F.pad(sound[:, None] / 32768, (100, 0), 'reflect'), (0, (N_FFT - HOP // 2) // 2))
        parts = F.conv1d(padded, self.waves, stride=HOP // 2) ** 2
        half = parts.shape[1] // 2
        mel = torch.log10((self.filters @ (parts[:, :half] + parts[:, half:])).clamp(min=1e-10))
        return ((mel - mel.amax((1, 2), keepdim=True)) / 4 + 1).clamp(min=-1)


class Half(nn.Module):
    """A weight kept in 16 bits."""

    def forward(self, weight):
        return weight.float()


def varint(value):
    out = bytearray()
    while True:
        out.append(value & 127 | (128 if value > 127 else 0))
        value >>= 7
        if not value:
            return bytes(out)


def metadata(pairs):
    """Fields 14 of ONNX's ModelProto (key, value): protobuf lets a message go on by appending to its bytes."""
    out = b''
    for key, value in pairs.items():
        key, value = key.encode(), value.encode()
        body = b'\x0a' + varint(len(key)) + key + b'\x12' + varint(len(value)) + value
        out += b'\x72' + varint(len(body)) + body
    return out


def main(run, folder):
    run, folder = pathlib.Path(run), pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(run / 'pieces.json')
    network = Network(USED, len(pieces.pieces))
    saved = torch.load(run / 'last.pt')
    network.load_state_dict(saved['average'])
    for module in network.modules():
        if isinstance(module, (nn.Linear, nn.Conv1d)):
            weight = module.weight.data.half()
            del module.weight
            module.weight = nn.Parameter(weight, requires_grad=False)
            nn.utils.parametrize.register_parametrization(module, 'weight', Half(), unsafe=True)
    listener = Listener(network).eval()
    names = {'input_names': ['signal', 'state'], 'output_names': ['logprobs', 'state_next'], 'dynamic_axes': {'logprobs': {1: 'frames'}}}
    example = (torch.randint(-9000, 9000, (1, CHUNK, 1), dtype=torch.int32), torch.zeros(1, LONGEST + 1, dtype=torch.float16))
    target = folder / 'model.onnx'
    # The exporter wants the package `onnx` only to add functions that were written in onnxscript: there are none here.
    from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

    onnx_proto_utils._add_onnxscript_fn = lambda proto, _: proto
    with torch.no_grad():
        torch.onnx.export(listener, example, str(target), opset_version=17, dynamo=False, do_constant_folding=False, **names)
    layout = {'frame_length_ms': '300', 'state_dim': str(LONGEST + 1), 'sample_rate': str(RATE), 'model_type': 't-one'}
    about = {**layout, 'name': 'demo-ru-synthetic', 'steps': str(saved['step']), 'note': 'demonstration and tests only: synthetic voices only'}
    with target.open('ab') as file:
        file.write(metadata(about))
    lines = ['<blk> 0', *(f'{piece} {i + 1}' for i, piece in enumerate(pieces.pieces))]
    (folder / 'tokens.txt').write_text('\n'.join(lines) + '\n', 'utf8')
    print(f'{target}: {target.stat().st_size / 1e6:.1f} MB, step {saved["step"]}')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2])
