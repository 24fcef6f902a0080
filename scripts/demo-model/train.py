"""Trains the demo model on one processor core: train.py DATA RUN UNTIL [SECONDS-A-BATCH].

DATA: folder of shards; RUN: folder for pieces.json (made by pieces.py), the checkpoint and the log; UNTIL: «HH:MM» of the clock when training
ends, the learning rate follows it. Started again it goes on from its checkpoint. One thread, oneDNN in bfloat16 where the processor has it.
"""
import copy
import datetime
import math
import os
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from features import USED
from model import Network
from pieces import Pieces
from sounds import no_speech
from windows import Shards, Windows, scale, write_json

PEAK, WARM_UP, DECAY = 1.6e-3, 400, 0.9985
SHORT_UNTIL, LONG_FROM, FULL_FROM = 1600, 0.45, 0.7


def greedy(logits):
    """The best piece of each frame, repeats and blanks taken out."""
    best = logits.argmax(-1).tolist()
    return [[n for n, before in zip(row, [0, *row]) if n and n != before] for row in best]


def distance(want, got):
    """Word edits: Levenshtein."""
    row = list(range(len(got) + 1))
    for i, a in enumerate(want, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(got, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def measure(network, shards, pieces, count):
    """Word error by voice on utterances that were never trained on."""
    errors, words = {}, {}
    network.eval()
    with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
        for i in range(0, min(count, len(shards.mels))):
            mel = shards.mels[i].astype(np.float32)
            got = pieces.decode(greedy(network(torch.from_numpy(scale(mel).astype(np.float32))[None]))[0]).split()
            want, voice = str(shards.texts[i]).split(), str(shards.voices[i])
            errors[voice] = errors.get(voice, 0) + distance(want, got)
            words[voice] = words.get(voice, 0) + len(want)
            if i in (3, 11, 29):
                print('   ', ' '.join(want), '=>', ' '.join(got), flush=True)
    total = sum(errors.values()) / sum(words.values())
    return total, {voice: round(errors[voice] / words[voice], 3) for voice in sorted(words)}


def main(data, run, until, seconds=90.0, lost=0):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    run = pathlib.Path(run)
    pieces = Pieces(run / 'pieces.json')
    shards, held = Shards(data, 0, 8999).refresh(), Shards(data, 9000, 9999).refresh()
    network = Network(USED, len(pieces.pieces))
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), PEAK, (0.9, 0.98), weight_decay=0.02, fused=True)
    step, begun = 0, time.time()
    end = datetime.datetime.combine(datetime.date.today(), datetime.time.fromisoformat(until)).timestamp()
    if (run / 'last.pt').exists():
        saved = torch.load(run / 'last.pt')
        network.load_state_dict(saved['network'])
        average.load_state_dict(saved['average'])
        optimiser.load_state_dict(saved['optimiser'])
        step, begun = saved['step'], saved['begun']
    windows = Windows(shards, no_speech(80, 5), pieces, 1000 + step)
    print(f'{shards.hours():.1f} h of speech, {sum(p.numel() for p in network.parameters()) / 1e6:.2f} M parameters, step {step}', flush=True)
    heard, losses, saved_at, started = 0.0, [], time.time(), time.time()
    while time.time() < end:
        done = (time.time() - begun) / (end - begun)
        rate = PEAK * min(1, (step + 1) / WARM_UP) * max(0.01, 0.5 * (1 + math.cos(math.pi * done)) if done > 0.1 else 1)
        for group in optimiser.param_groups:
            group['lr'] = rate
        # Short utterances first: their pieces have few places to be, so the network learns sooner where they are.
        longest = 3 if step < SHORT_UNTIL else 12 if done < LONG_FROM or step % 2 else 28 if done > FULL_FROM else 16
        batch, numbers = windows.batch(seconds, longest, min(1.0, step / 2500))
        network.train()
        with torch.autocast('cpu', torch.bfloat16):
            logits = network(torch.from_numpy(batch))
        probabilities = logits.float().log_softmax(-1).transpose(0, 1)
        sizes = torch.tensor([len(row) for row in numbers])
        targets = torch.tensor([n for row in numbers for n in row], dtype=torch.long)
        lengths = torch.full((len(numbers),), probabilities.shape[0])
        loss = F.ctc_loss(probabilities, targets, lengths, sizes, reduction='sum', zero_infinity=True) / max(1, int(sizes.sum()))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        step += 1
        if not torch.isfinite(norm):
            lost += 1
            continue
        optimiser.step()
        keep = min(DECAY, (1 + step) / (10 + step))
        with torch.no_grad():
            for slow, fast in zip(average.parameters(), network.parameters()):
                slow.lerp_(fast, 1 - keep)
        heard += batch.shape[0] * batch.shape[2] / 100
        losses.append(loss.item())
        if step % 50 == 0:
            speed = heard / (time.time() - started)
            print(f'step {step} {(time.time() - begun) / 60:.1f} min, loss {np.mean(losses[-50:]):.3f}, rate {rate:.1e}, {speed:.0f} x real time, lost {lost}', flush=True)
        if time.time() - saved_at > 180 or time.time() > end:
            saved_at = time.time()
            shards.refresh()
            state = {'network': network.state_dict(), 'average': average.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step, 'begun': begun}
            torch.save(state, run / 'part.pt')
            os.replace(run / 'part.pt', run / 'last.pt')
            error, by_voice = measure(average, held, pieces, 150)
            print(f'  {shards.hours():.1f} h; word error {error:.3f} {by_voice}', flush=True)
            write_json(run / 'progress.json', {'step': step, 'wordError': error, 'byVoice': by_voice})


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]) if len(sys.argv) > 4 else 90.0)
