"""Word pieces: byte-pair merges learnt on our own generated texts. A word starts with «▁»."""
import collections
import json
import pathlib
import random
import sys

from texts import LETTERS, Texts


def learn(sentences, size):
    """Merges, most frequent pair first, until there are `size` pieces."""
    words = collections.Counter('▁' + word for sentence in sentences for word in sentence.split())
    split = {word: list(word) for word in words}
    pieces = ['▁', '-', *LETTERS]
    while len(pieces) < size:
        pairs = collections.Counter()
        for word, parts in split.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += words[word]
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        pieces.append(''.join(best))
        for word, parts in split.items():
            split[word] = merge(parts, best)
    return pieces


def merge(parts, pair):
    out, i = [], 0
    while i < len(parts):
        if i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair:
            out.append(parts[i] + parts[i + 1])
            i += 2
        else:
            out.append(parts[i])
            i += 1
    return out


class Pieces:
    """Encodes words by the learnt merges; piece i has the number i + 1, number 0 is the blank."""

    def __init__(self, path):
        self.pieces = json.loads(pathlib.Path(path).read_text('utf8'))
        self.number = {piece: i + 1 for i, piece in enumerate(self.pieces)}
        self.known = {}

    def word(self, word):
        if word not in self.known:
            parts = list('▁' + word)
            # Merged in the order they were learnt, exactly as when learning.
            while len(parts) > 1:
                ranks = [(self.number.get(a + b, 1 << 30), i) for i, (a, b) in enumerate(zip(parts, parts[1:]))]
                rank, i = min(ranks)
                if rank == 1 << 30:
                    break
                parts[i : i + 2] = [parts[i] + parts[i + 1]]
            self.known[word] = [self.number[part] for part in parts]
        return self.known[word]

    def encode(self, text):
        return [number for word in text.split() for number in self.word(word)]

    def decode(self, numbers):
        return ''.join(self.pieces[number - 1] for number in numbers).replace('▁', ' ').strip()


if __name__ == '__main__':
    vocabulary, target, size = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    random.seed(12345)
    source = Texts(vocabulary, set())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(learn([source.one()[1] for _ in range(25000)], size), ensure_ascii=False), 'utf8')
    tried = Pieces(target)
    texts = [source.one()[1] for _ in range(2000)]
    print('pieces', len(tried.pieces), 'letters a piece', round(sum(map(len, texts)) / sum(len(tried.encode(text)) for text in texts), 2))
