"""Sentences for the demo speech model: our grammar of the domain, our vocabulary, never a sentence of the test material."""
import json
import pathlib
import random
import re

HERE = pathlib.Path(__file__).parent
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"

ONES = 'ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'.split()
TENS = ' . двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'.split(' ')
HUNDREDS = '. сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split()
ORDINALS = 'нулевого первого второго третьего четвёртого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого'.split()
ORDINAL_NAMES = 'первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый двенадцатый двадцатый тридцатый'.split()


def number(value, feminine=False):
    """A number below a million in words."""
    if value >= 1000:
        thousands, rest = divmod(value, 1000)
        unit = plural(thousands, 'тысяча', 'тысячи', 'тысяч')
        head = unit if thousands == 1 and random.random() < 0.6 else f'{number(thousands, True)} {unit}'
        return head if rest == 0 else f'{head} {number(rest, feminine)}'
    if value >= 100:
        rest = value % 100
        return HUNDREDS[value // 100] if rest == 0 else f'{HUNDREDS[value // 100]} {number(rest, feminine)}'
    if value >= 20:
        tens = TENS[value // 10]
        return tens if value % 10 == 0 else f'{tens} {number(value % 10, feminine)}'
    if feminine and value in (1, 2):
        return ('одна', 'две')[value - 1]
    return ONES[value]


def plural(value, one, few, many):
    if 10 < value % 100 < 20:
        return many
    return one if value % 10 == 1 else few if value % 10 in (2, 3, 4) else many


def ordinal(value):
    """The day of a month in the genitive: «двадцать третьего»."""
    if value <= 20:
        return ORDINALS[value]
    return 'тридцатого' if value == 30 else f'{TENS[value // 10]} {ORDINALS[value % 10]}'


def roubles():
    value = random.choice([random.randint(1, 99), random.randint(100, 999), random.randint(1000, 9999), random.randint(10, 99) * 100, random.randint(10000, 99999)])
    text = f"{number(value)} {plural(value, 'рубль', 'рубля', 'рублей')}"
    if random.random() < 0.4:
        kopecks = random.randint(1, 99)
        text += f" {number(kopecks, True)} {plural(kopecks, 'копейка', 'копейки', 'копеек')}"
    return text


def digits():
    """An account number as people read it: by digits, pairs or triples."""
    size = random.choice([1, 1, 2, 3])
    groups = []
    for _ in range(random.randint(2, 9 if size == 1 else 4)):
        value = random.randrange(10**size)
        zeros = size - len(str(value))
        groups.append(' '.join(['ноль'] * zeros + [number(value)]))
    return ' '.join(groups)


SPECIAL = {
    '@digits': digits,
    '@sum': roubles,
    '@int': lambda: number(random.choice([random.randint(0, 31), random.randint(1, 200), random.randint(100, 2500)])),
    '@small': lambda: number(random.randint(1, 10)),
    '@few': lambda: random.choice(['два', 'три', 'четыре', 'пять', 'двое', 'трое', 'одного', 'двух', 'трёх', 'четырёх', 'пяти']),
    '@ordm': lambda: random.choice(ORDINAL_NAMES),
    '@ord': lambda: ordinal(random.randint(1, 30)),
    '@date': lambda: f"{ordinal(random.randint(1, 30))} {random.choice(Grammar.months)}",
}


class Grammar:
    months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split()

    def __init__(self):
        self.lists = {}
        for line in (HERE / 'grammar.txt').read_text('utf8').splitlines():
            if line.startswith('['):
                current = self.lists.setdefault(line[1:-1], [])
            elif line and not line.startswith('#'):
                current.append(line)

    def expand(self, text):
        """Choices from the inside out, then lists, then made numbers."""
        while '{' in text or '<' in text:
            text = re.sub(r'\{([^{}]*)\}', lambda m: random.choice(m[1].split('|')), text)
            text = re.sub(r'<(\w+)>', lambda m: random.choice(self.lists[m[1]]), text)
        text = re.sub(r'@[a-z]+', lambda m: SPECIAL[m[0]](), text)
        return ' '.join(text.split())

    def sentence(self, name):
        return self.expand(f'<{name}>')


class Texts:
    """A stream of sentences; the same seed gives the same stream."""

    def __init__(self, vocabulary, forbidden):
        self.grammar = Grammar()
        self.common = (pathlib.Path(vocabulary) / 'common.txt').read_text('utf8').split()
        self.ours = (pathlib.Path(vocabulary) / 'ours.txt').read_text('utf8').split()
        self.forbidden = forbidden

    def word(self):
        roll = random.random()
        if roll < 0.4:
            return random.choice(self.common)
        if roll < 0.75:
            return random.choice(self.ours)
        return random.choice(self.grammar.sentence(random.choice(['operator', 'client', 'client'])).split())

    def plain(self):
        roll = random.random()
        if roll < 0.28:
            return ' '.join(self.word() for _ in range(random.randint(2, 9)))
        if roll < 0.33:
            return self.grammar.sentence('short')
        name = 'operator' if roll < 0.65 else 'machine' if roll < 0.69 else 'client'
        words = self.grammar.sentence(name).split()
        if random.random() < 0.35:
            for _ in range(random.randint(1, 2)):
                extra = self.grammar.sentence('filler') if random.random() < 0.4 else self.word()
                words.insert(random.randint(0, len(words)), extra)
        if random.random() < 0.15:
            words += self.grammar.sentence(name).split()
        return ' '.join(words)

    def one(self):
        """(text to speak with punctuation, words as the model writes them)"""
        while True:
            words = self.plain().split()[:24]
            spoken = words[0]
            for word in words[1:]:
                spoken += (', ' if random.random() < 0.09 else ' ') + word
            written = ' '.join(words)
            if written not in self.forbidden and set(written) <= set(LETTERS + ' -'):
                return spoken[0].upper() + spoken[1:] + random.choice('....?!'), written

    def next(self):
        """One to three sentences said in one breath."""
        several = [self.one() for _ in range(random.choices([1, 2, 3], [50, 30, 20])[0])]
        return ' '.join(spoken for spoken, _ in several), ' '.join(written for _, written in several)


def test_sentences(folder='/work/shared'):
    """Sentences of the test material, normalised: none of them may be generated."""
    found = set()
    for path in pathlib.Path(folder).glob('audio/*.transcript.json'):
        found |= {segment['text'] for segment in json.loads(path.read_text('utf8'))['segments']}
    for path in pathlib.Path(folder).glob('eval/*.jsonl'):
        found |= set(re.findall(r'"text"\s*:\s*"([^"]*)"', path.read_text('utf8')))
    # A clause of a test sentence counts as one too, unless it is a short everyday phrase.
    clauses = {' '.join(re.findall(r'[а-яё-]+', part.lower())) for text in found for part in [text, *re.split(r'[.?!]', text)]}
    return {clause for clause in clauses if clause.count(' ') >= 3}


if __name__ == '__main__':
    import sys

    random.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    texts = Texts(sys.argv[1], test_sentences())
    for _ in range(40):
        print(texts.next()[0])
