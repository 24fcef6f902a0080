"""Words for the open part of the training texts: common forms of the OpenCorpora dictionary (npm package az) and this repository's own Russian."""
import pathlib
import re
import struct
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORD = re.compile(r'[а-яё]+(?:-[а-яё]+)?')


def dawg_keys(path):
    """Keys of a dawgdic dictionary: a double array of 32-bit units (label, offset, leaf flag)."""
    data = pathlib.Path(path).read_bytes()
    size = struct.unpack('<I', data[:4])[0]
    units = np.frombuffer(data, '<u4', size, 4).tolist()
    stack = [(0, b'')]
    while stack:
        index, prefix = stack.pop()
        offset = (units[index] >> 10) << ((units[index] & 512) >> 6)
        if units[index] >> 8 & 1:
            yield prefix
        # Forms of one word differ by their grammar after the colon: one of them is enough.
        if prefix.endswith(b':'):
            yield prefix
            continue
        for label in range(1, 256):
            child = index ^ offset ^ label
            if child < size and units[child] & 0x800000FF == label:
                stack.append((child, prefix + bytes([label])))


def words():
    """All words, sorted: (common dictionary forms, words of this repository)."""
    keys = dawg_keys(ROOT / 'node_modules/az/dicts/p_t_given_w.intdawg')
    common = {key.split(b':')[0].decode('cp1251', 'ignore') for key in keys}
    ours = set()
    for pattern in ('README.md', 'docs/*.md', 'lexicons/ru/**/*.csv', 'lexicons/ru/**/*.yaml', 'dashboard/src/i18n/**/*.ts'):
        for path in ROOT.glob(pattern):
            ours |= set(WORD.findall(path.read_text('utf8').lower()))
    fits = lambda word: WORD.fullmatch(word) and 2 <= len(word) <= 16 and not re.search(r'(.)\1\1', word)
    return sorted(filter(fits, common)), sorted(filter(fits, ours))


if __name__ == '__main__':
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name, some in zip(('common', 'ours'), words()):
        (out / f'{name}.txt').write_text('\n'.join(some), 'utf8')
        print(name, len(some), 'words')
