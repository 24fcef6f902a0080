/** Home addresses: street, house and flat with their values. A street or a town alone stays, and so do the company's own offices. */
import { hasReading, type Morphology } from '../language/morphology.ts';
import { isNumber, scalePattern } from '../language/number-words.ts';
import type { Token } from '../language/tokens.ts';
import type { Turn } from './dialogue.ts';
import type { TokenSpan } from './find-emails.ts';
import { isCounted } from './number-runs.ts';

const street =
  /^(?:улиц[аеыу]|улицей|ул|проспект[аеу]?|пр-т|просп|переул\S+|пер|бульвар[аеу]?|набережн\S+|наб|шоссе|площад[ьи]|проезд[аеу]?|тупик[аеу]?|микрорайон[аеу]?|мкр|мкрн|посел\S+|пос|деревн\S+|дер|сел[оае]|снт|тракт[аеу]?|город[аеу]?|гор)$/;
const house = /^(?:дом[аеу]?|д|корпус[аеу]?|корп|строени[ея]|стр|литер[аы]?|владени[ея]|домик)$/;
const flat = /^(?:квартир[аеуы]|кв|комнат[аеуы]|ком)$/;
/** First letters of the words above: most words end here. */
const placeWord =
  /^(?:ул|пр|пер|бул|наб|шос|площ|туп|мкр|микр|пос|дер|сел|снт|тракт|гор|дом|д$|корп|стр|лит|влад|кв|ком)/;
const office =
  /офис|касс[аеуы]|отделени|центр|прием|приход|подойти|обратит|обращайтесь|находимся|находится|наш|участок|кабинет|банк|почтамт|мфц|администраци/;
const notName =
  /^(?:счет\S*|лицев\S+|номер\S*|телефон\S*|адрес\S*|вод[аыуе]|холодн\S+|горяч\S+|показани\S+|код\S*|карт\S+|паспорт\S*|сери\S+|счетчик\S*|снилс|инн|рубл\S+|копе\S+|сумм\S+|долг\S*|день|ночь|месяц\S*|год\S*|раз|минут\S*|час\S*|фамили\S+|имя|отчество|спасибо|здравствуйте|алло|сейчас|минуту|подъезд\S*|этаж\S*|жкх|квитанци\S+|заявк\S+|наш\S*|ваш\S*|мой|моя|почт\S+|оплат\S+|тариф\S*|площад\S+|постройк\S+|человек\S*|квадрат\S*)$/;
const bar = ['PREP', 'CONJ', 'PRCL', 'NPRO', 'INTJ', 'VERB', 'INFN', 'Apro', 'NUMR', 'GRND', 'PRED', 'ADVB', 'COMP'];

interface Part {
  to: number;
  what: 'street' | 'house' | 'flat' | 'value' | 'town' | 'bare';
}

export function findAddresses(tokens: readonly Token[], turns: readonly Turn[], morphology: Morphology): TokenSpan[] {
  const parser = partParser(tokens, morphology);
  const found: TokenSpan[] = [];
  /** Words of the addresses that clients named: the company repeats them. */
  const named = new Set<string>();
  /** Words of the company's own addresses: the client repeats them. */
  const offices = new Set<string>();
  for (const turn of turns) {
    if (turn.machine) continue;
    const asked = !turn.company && turn.asked.has('address');
    if (!turn.company && turn.asked.has('flat')) found.push(...flatAnswer(tokens, turn, parser));
    // Without a word of an address in it a turn is one only as an answer or as a repetition.
    if (!asked && !(turn.company && named.size > 0) && !hasPlaceWord(tokens, turn)) continue;
    for (let i = turn.from; i < turn.to; i += 1) {
      // What the client named is known when the company repeats it, without «улица» and «дом» as well.
      const again = turn.company && named.has(stemOf(tokens[i]?.norm ?? ''));
      const span = readAddress(i, turn, asked || again, parser);
      if (!span) continue;
      const words = contentWords(tokens, span);
      if (turn.company ? repeats(words, named) || isYours(tokens, span, turn) : !repeats(words, offices)) {
        found.push(span);
        if (!turn.company) for (const word of words) named.add(word);
      } else if (turn.company) for (const word of words) offices.add(word);
      i = span.to;
    }
  }
  return found;
}

const hasPlaceWord = (tokens: readonly Token[], turn: Turn): boolean => {
  for (let i = turn.from; i < turn.to; i += 1) if (placeWord.test(tokens[i]?.norm ?? '')) return true;
  return false;
};

const contentWords = (tokens: readonly Token[], { from, to }: TokenSpan): string[] =>
  tokens
    .slice(from, to + 1)
    .map(({ norm }) => norm)
    .filter((norm) => !street.test(norm) && !house.test(norm) && !flat.test(norm) && norm.length > 2)
    .map(stemOf);

/** «Пробная» and «Пробную» are one street. */
const stemOf = (norm: string): string => norm.slice(0, Math.max(4, norm.length - 2));

/** Half of the words were said before; endings of streets may differ («на Зайцева»). */
const repeats = (words: readonly string[], said: ReadonlySet<string>): boolean =>
  words.length > 0 && words.filter((word) => said.has(word)).length * 2 >= words.length;

/** «Ваш адрес …», «у Вас квартира …» and not «наш офис …». */
function isYours(tokens: readonly Token[], span: TokenSpan, turn: Turn): boolean {
  const before = tokens
    .slice(Math.max(turn.from, span.from - 8), span.from)
    .map(({ norm }) => norm)
    .join(' ');
  return /ваш|вашему|у вас|прописан|зарегистрир|прожива/.test(before) && !office.test(before.replace(/ваш\S*/g, ''));
}

function readAddress(start: number, turn: Turn, asked: boolean, parser: PartParser): TokenSpan | null {
  const parts: Part[] = [];
  let at = start;
  let values = 0;
  for (;;) {
    const part = parser.partAt(at, turn, parts.at(-1)?.what ?? null, asked, values);
    if (!part) break;
    if (part.what === 'value') values += 1;
    parts.push(part);
    at = part.to + 1;
    if (parts.length > 12) break;
  }
  const last = parts.at(-1);
  if (!last) return null;
  const has = (what: Part['what']): boolean => parts.some((part) => part.what === what);
  const valued = has('value') || has('house') || has('flat');
  const good =
    has('house') || has('flat') || (has('street') && (valued || asked)) || (has('bare') && has('value') && asked);
  if (!good) return null;
  return { from: start, to: last.to };
}

function flatAnswer(tokens: readonly Token[], turn: Turn, parser: PartParser): TokenSpan[] {
  for (let i = turn.from; i < Math.min(turn.to, turn.from + 8); i += 1) {
    const to = parser.valueAt(i, turn);
    if (to !== null) {
      // «Квартира тридцать один» is found as an address by itself.
      return flat.test(tokens[i - 1]?.norm ?? '') && i > turn.from ? [] : [{ from: i, to }];
    }
  }
  return [];
}

type PartParser = ReturnType<typeof partParser>;

function partParser(tokens: readonly Token[], morphology: Morphology) {
  const norm = (i: number): string => tokens[i]?.norm ?? '';
  const isOrdinal = (i: number): boolean =>
    hasReading(morphology.readings(norm(i)), 'Anum') || /^\d+-?(?:я|й|ая|ый|ой)$/.test(norm(i));
  const isName = (i: number, turn: Turn): boolean => {
    if (i >= turn.to || !/^[а-я][а-я-]{2,}$/.test(norm(i)) || notName.test(norm(i))) return false;
    if (
      street.test(norm(i)) ||
      house.test(norm(i)) ||
      flat.test(norm(i)) ||
      isNumber(norm(i)) ||
      scalePattern.test(norm(i))
    )
      return false;
    const [first] = morphology.readings(norm(i));
    return !(first?.known && bar.some((tag) => first.tags.has(tag)));
  };
  /** A bare street name: «Лыжная», «Зайцева», «Правды», an unknown word. */
  const isBareName = (i: number, turn: Turn): boolean => {
    if (!isName(i, turn)) return false;
    const readings = morphology.readings(norm(i));
    return readings.some(
      ({ tags, known }) =>
        !known ||
        tags.has('Surn') ||
        tags.has('Geox') ||
        tags.has('Name') ||
        (tags.has('ADJF') && tags.has('femn')) ||
        (tags.has('NOUN') && tags.has('gent')),
    );
  };
  const valueAt = (i: number, turn: Turn): number | null => {
    if (i >= turn.to) return null;
    if (/^\d{1,4}[а-я]?$/.test(norm(i)) || /^\d+-\d+$/.test(norm(i))) return isCounted(tokens, i, turn.to) ? null : i;
    let to = i;
    while (to < turn.to && to - i < 4 && isNumber(norm(to)) && (to === i || tokens[to]?.part === tokens[to - 1]?.part))
      to += 1;
    if (to < turn.to && to - i < 4 && isOrdinal(to) && (to === i || tokens[to]?.part === tokens[to - 1]?.part)) {
      // «Сто двадцать первая» is a flat, «восьмого октября» a date, «седьмого года» a year.
      if (
        /^(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|год|числ)/.test(norm(to + 1)) ||
        /(?:ого|его)$/.test(norm(to))
      )
        return to > i && !/(?:ого|его)$/.test(norm(to)) ? to - 1 : null;
      return to;
    }
    if (to === i || scalePattern.test(norm(to)) || isCounted(tokens, to - 1, turn.to)) return null;
    const letter = norm(to);
    return to < turn.to &&
      /^[абвг]$/.test(letter) &&
      tokens[to]?.part === tokens[to - 1]?.part &&
      (to + 1 >= turn.to || flat.test(norm(to + 1)))
      ? to
      : to - 1;
  };
  const labelled = (i: number, turn: Turn, label: RegExp): number | null => {
    if (!label.test(norm(i)) || /^(?:площад|метраж|цен|стоимост|размер)/.test(norm(i - 1))) return null;
    const skip = /^(?:номер|под|у|наш|мой)$/.test(norm(i + 1)) ? 2 : 1;
    return valueAt(i + skip, turn);
  };
  const streetAt = (i: number, turn: Turn): number | null => {
    if (!street.test(norm(i))) {
      // «Октябрьский проспект», «первый Родниковый переулок»
      for (const words of [1, 2]) {
        const type = i + words;
        if (type >= turn.to || !street.test(norm(type)) || tokens[type]?.clause !== tokens[i]?.clause) continue;
        const adjective = hasReading(morphology.readings(norm(type - 1)), 'ADJF') && isName(type - 1, turn);
        if (adjective && (words === 1 || isOrdinal(i))) return type;
      }
      return null;
    }
    if (!isName(i + 1, turn) && !isOrdinal(i + 1)) return null;
    let to = i + 1;
    for (let more = 1; more <= 2; more += 1) {
      const after = to + more;
      const ends =
        after + 1 < turn.to &&
        (house.test(norm(after + 1)) || flat.test(norm(after + 1)) || valueAt(after + 1, turn) !== null);
      if (ends && isName(after, turn) && tokens[after]?.part === tokens[to]?.part) {
        to = after;
        break;
      }
      if (!isName(after, turn)) break;
    }
    return isOrdinal(to) && isName(to + 1, turn) ? to + 1 : to;
  };
  const isTown = (i: number): boolean =>
    hasReading(morphology.readings(norm(i)), 'Geox') &&
    (tokens[i]?.tidy === false || /^\p{Lu}/u.test(tokens[i]?.text ?? ''));

  /** A value behind the word at `i` makes it a street: in an answer any, otherwise with a house or a flat behind it. */
  const isFollowed = (i: number, at: number, turn: Turn, asked: boolean): boolean => {
    const value = valueAt(at, turn);
    if (value === null) return labelled(at, turn, house) !== null && isBareName(i, turn);
    return asked || labelled(value + 1, turn, flat) !== null || labelled(value + 1, turn, house) !== null;
  };

  const partAt = (
    i: number,
    turn: Turn,
    previous: Part['what'] | null,
    asked: boolean,
    values: number,
  ): Part | null => {
    if (i >= turn.to) return null;
    const houseTo = labelled(i, turn, house);
    if (houseTo !== null) return { to: houseTo, what: 'house' };
    const flatTo = labelled(i, turn, flat);
    if (flatTo !== null) return { to: flatTo, what: 'flat' };
    const streetTo = streetAt(i, turn);
    if (streetTo !== null) return { to: streetTo, what: 'street' };
    if (previous !== null && /^(?:по|на)$/.test(norm(i))) {
      const after = streetAt(i + 1, turn);
      if (after !== null) return { to: after, what: 'street' };
    }
    if (previous === 'value' && norm(i) === 'дробь') {
      const after = valueAt(i + 1, turn);
      if (after !== null) return { to: after, what: 'value' };
    }
    if (previous === 'street' || previous === 'bare' || (previous === 'value' && asked && values === 1)) {
      const value = valueAt(i, turn);
      if (value !== null) return { to: value, what: 'value' };
    }
    if (previous === null || previous === 'town') {
      const next = i + 1;
      const one = isFollowed(i, next, turn, asked);
      const two = !one && tokens[next]?.part === tokens[i]?.part && isFollowed(i, next + 1, turn, asked);
      if ((one || (two && isName(next, turn))) && isBareName(i, turn) && !isOrdinal(i))
        return { to: one ? i : next, what: 'bare' };
      if (street.test(norm(next)) && isTown(i) && streetAt(next, turn) !== null) return { to: i, what: 'town' };
    }
    return null;
  };
  return { partAt, valueAt };
}
