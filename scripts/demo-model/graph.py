"""The search graph: which words there are, how they are spelled in pieces and how likely they are; the network alone would spell by ear.

graph.py VOCABULARY RUN TARGET: counts words and short phrases in sentences of our generator and writes an OpenFst graph (CTC topology ∘ lexicon ∘
unigrams of words and phrases) for sherpa-onnx's `ctcFstDecoderConfig`. A word that is not in it can still be spelled piece by piece, at a price.
"""
import collections
import math
import pathlib
import random
import struct
import sys

from pieces import Pieces
from texts import Texts

SENTENCES, PHRASES, LONGEST = 120_000, 3500, 4
# Chosen on held-out shard 9001. Natural logarithms: the weight of a likelihood; what a boundary costs (without a reward short words get lost); what
# it costs to begin a word that is not in the vocabulary, and each of its pieces.
LIKELIHOOD, BOUNDARY, UNKNOWN, UNKNOWN_PIECE = 0.6, -1.0, 9.0, 3.5


def count_entries(vocabulary):
    """Words, and the phrases that are far more frequent than their words by chance: entry → probability."""
    random.seed(777)
    source = Texts(vocabulary, set())
    words, phrases = collections.Counter(), collections.Counter()
    for _ in range(SENTENCES):
        said = source.one()[1].split()
        words.update(said)
        for size in range(2, LONGEST + 1):
            phrases.update(zip(*(said[i:] for i in range(size))))
    for word in source.common + source.ours:
        words[word] += 1
    total = sum(words.values())
    gain = {phrase: n * (math.log(n / total) - sum(math.log(words[word] / total) for word in phrase)) for phrase, n in phrases.items() if n >= 8}
    chosen = sorted(gain, key=lambda phrase: (-gain[phrase], phrase))[:PHRASES]
    return {**{(word,): n / total for word, n in words.items()}, **{phrase: phrases[phrase] / total for phrase in chosen}}


class Graph:
    """States with arcs (label, weight, target); label 0 takes no frame, label n + 1 is piece n, the blank is piece 0."""

    def __init__(self):
        self.arcs, self.final = [], {}

    def state(self, loop=None):
        self.arcs.append([])
        state = len(self.arcs) - 1
        if loop is not None:
            self.arcs[state].append((loop + 1, 0.0, state))
        return state

    def arc(self, source, piece, weight, target):
        self.arcs[source].append((0 if piece is None else piece + 1, weight, target))

    def write(self, path):
        """OpenFst's binary `vector` format, `standard` arcs."""
        text = lambda value: struct.pack('<i', len(value)) + value
        count = sum(map(len, self.arcs))
        out = [struct.pack('<i', 2125659606), text(b'vector'), text(b'standard'), struct.pack('<iiQqqq', 2, 0, 3, 0, len(self.arcs), count)]
        for state, arcs in enumerate(self.arcs):
            out.append(struct.pack('<fq', self.final.get(state, math.inf), len(arcs)))
            out += [struct.pack('<iifi', label, 0, weight, target) for label, weight, target in arcs]
        pathlib.Path(path).write_bytes(b''.join(out))
        print(f'{path}: {len(self.arcs)} states, {count} arcs, {pathlib.Path(path).stat().st_size / 1e6:.1f} MB')


def build(entries, pieces):
    graph = Graph()
    root = graph.state(0)
    graph.final[root] = 0.0
    add_lexicon(graph, root, entries, pieces)
    add_unknown(graph, root, pieces)
    return graph


def add_lexicon(graph, root, entries, pieces):
    """A prefix tree; the price of an entry is paid as early as its prefix leaves a choice, so that the search can drop it soon."""
    children, best, ends = [{}], [math.inf], [math.inf]
    spelled = {}
    for entry, probability in entries.items():
        cost = -math.log(probability) * LIKELIHOOD
        path = [number for word in entry for number in pieces.word(word)]
        spelled[entry] = path
        node = 0
        best[0] = min(best[0], cost)
        for number in path:
            if number not in children[node]:
                children[node][number] = len(children)
                children.append({})
                best.append(math.inf)
                ends.append(math.inf)
            node = children[node][number]
            best[node] = min(best[node], cost)
        ends[node] = min(ends[node], cost)
    starts = {number for number, piece in enumerate(pieces.pieces, 1) if piece.startswith('▁')}
    # For each node: the state in which its piece sounds, and the state of the blank after it.
    sounding, silent = {}, {0: root}
    for node, below in enumerate(children):
        for number, child in below.items():
            sounding[child] = graph.state(number)
            silent[child] = graph.state(0)
            graph.arc(sounding[child], 0, 0.0, silent[child])
    for node, below in enumerate(children):
        paid = 0.0 if node == 0 else best[node]
        own = None if node == 0 else next(label - 1 for label, _, target in graph.arcs[sounding[node]] if target == sounding[node])
        between = None
        for number, child in below.items():
            weight = best[child] - paid
            if node == 0:
                graph.arc(root, number, weight, sounding[child])
            elif number in starts:
                if between is None:
                    between = graph.state(0)
                    for state in (sounding[node], silent[node]):
                        graph.arc(state, None, BOUNDARY, between)
                graph.arc(between, number, weight, sounding[child])
            else:
                graph.arc(silent[node], number, weight, sounding[child])
                if number != own:
                    graph.arc(sounding[node], number, weight, sounding[child])
        if node and ends[node] < math.inf:
            for state in (sounding[node], silent[node]):
                graph.arc(state, None, ends[node] - paid + BOUNDARY, root)


def add_unknown(graph, root, pieces):
    """Any pieces one after another, dearer than the words of the vocabulary."""
    numbers = range(1, len(pieces.pieces) + 1)
    inner = [number for number in numbers if not pieces.pieces[number - 1].startswith('▁')]
    sounding = {number: graph.state(number) for number in numbers}
    silent = graph.state(0)
    for number, state in sounding.items():
        graph.arc(state, 0, 0.0, silent)
        graph.arc(state, None, BOUNDARY, root)
        for following in inner:
            if following != number:
                graph.arc(state, following, UNKNOWN_PIECE, sounding[following])
        if number not in inner:
            graph.arc(root, number, UNKNOWN, state)
    for number in inner:
        graph.arc(silent, number, UNKNOWN_PIECE, sounding[number])
    graph.arc(silent, None, BOUNDARY, root)


if __name__ == '__main__':
    vocabulary, run, target = sys.argv[1:4]
    tokens = Pieces(pathlib.Path(run) / 'pieces.json')
    entries = count_entries(vocabulary)
    print(len(entries), 'entries')
    build(entries, tokens).write(target)
