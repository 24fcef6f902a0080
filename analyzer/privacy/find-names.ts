/** Full names: a patronymic is the anchor; a surname or a first name alone counts in answer to a question or after «фамилия», «меня зовут». */
import { hasReading, type Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import type { Turn } from './dialogue.ts';
import type { TokenSpan } from './find-emails.ts';

/** Patronymics as they are spoken, without the middle («Зинаида Пална»), which the dictionary does not have. */
const spokenPatronymic =
  /^(?:пал|сан|иван|михал|никол|никола|сергев?|алекс|алексан|андре|степан|васил|анатол|григор|юр|дмитр|кузьмин|митрофан|валерь?|евген|геннад|арка|витал)(?:на|вна|ична|нишна|ыч|ич|ьич)(?:а|у|е|ы|ой|ем|ом)?$|^(?:пал|сан|иван|михал|васильн|никитич?н|ильинич?н|фоминич?н)(?:на|ны|не|ну|ной|а|ы|е|у|ой)$/;
const tail = /^(?:оглы|кызы|углы|гызы|оглу)$/;
/** First words of answers and calls that are no part of a name, though a dictionary may call them one. */
const stop =
  /^(?:да|нет|это|вот|так|ну|и|а|на|мой|моя|муж|мужа|жена|жену|жены|мама|маму|мамы|мать|отец|отца|папа|сын|сына|дочь|брат|сестра|бабушка|бабушку|дедушка|собственник|собственника|владелец|квартира|квартиры|счет|номер|здравствуйте|спасибо|алло|сейчас|минуту|вода|воды|дом|улица|хорошо|верно|добрый|день|вечер|утро|конечно|пожалуйста|вы|вас|вам|я|он|она|они|мне|меня|все|уже|еще|не|что|как|из|том|свет|по|за|со|со|отдел|отдела|девушка|женщина|мужчина|алфавит|буква|мария?нство)$/;
const functionWords = [
  'PREP',
  'CONJ',
  'PRCL',
  'NPRO',
  'INTJ',
  'ADVB',
  'VERB',
  'INFN',
  'NUMR',
  'PRED',
  'GRND',
  'Apro',
  'Anum',
  'COMP',
];
const answerWords = 9;
/** Every patronymic in every case ends so. */
const patronymicEnd = /.(?:ч|ча|чу|чем|чом|че|чи|чей|чам|чами|чах|на|ны|не|ну|ной|ною|н|нам|нами|нах)$/;
/** Surnames that are little words too. */
const shortSurname = /^(?:Ли|Ким|Пак|Цой|Хан|Ни|Мун|Тен|Юн|Чен)$/;

export function findNames(tokens: readonly Token[], turns: readonly Turn[], morphology: Morphology): TokenSpan[] {
  const reader = wordReader(morphology);
  const found: TokenSpan[] = [];
  for (const turn of turns) {
    if (turn.machine) continue;
    for (let i = turn.from; i < turn.to; i += 1) {
      if (!reader.isPatronymic(tokens[i])) continue;
      const span = aroundPatronymic(tokens, i, turn, reader);
      found.push(span);
      i = span.to;
    }
    found.push(...cuedNames(tokens, turn, reader));
  }
  return [...found, ...namedAgain(tokens, turns, found, morphology)];
}

type WordReader = ReturnType<typeof wordReader>;

function wordReader(morphology: Morphology) {
  const readings = (token: Token | undefined) => (token ? morphology.readings(token.norm) : []);
  const isWord = (token: Token | undefined): token is Token =>
    token !== undefined && /^[а-я-]{2,}$/.test(token.norm) && !stop.test(token.norm);
  const looksWritten = (token: Token): boolean => !token.tidy || /^\p{Lu}/u.test(token.text);
  const known = (token: Token): boolean => readings(token).some((reading) => reading.known);
  const isFunction = (token: Token): boolean => {
    const first = readings(token)[0];
    return first?.known === true && functionWords.some((tag) => first.tags.has(tag)) && !first.tags.has('Name');
  };
  return {
    isPatronymic: (token: Token | undefined): boolean =>
      token !== undefined &&
      patronymicEnd.test(token.norm) &&
      (hasReading(readings(token), 'Patr') || spokenPatronymic.test(token.norm)),
    isFirstName: (token: Token | undefined): boolean =>
      isWord(token) &&
      looksWritten(token) &&
      (hasReading(readings(token), 'Name') || (!known(token) && !isFunction(token))),
    /** Beside a first name a surname may be a rare one, or one that is a common word too («Мороз», «Кот»). */
    isSurname: (token: Token | undefined): boolean => {
      if (token?.tidy && shortSurname.test(token.text)) return true;
      if (!isWord(token) || !looksWritten(token) || isFunction(token)) return false;
      return (
        hasReading(readings(token), 'Surn') ||
        !known(token) ||
        (token.tidy && hasReading(readings(token), 'NOUN', 'sing') && !hasReading(readings(token), 'Geox'))
      );
    },
    /** By itself only what the dictionary puts first as a name, or does not know at all. */
    isNameAlone: (token: Token | undefined): boolean => {
      if (!isWord(token) || !looksWritten(token) || isFunction(token)) return false;
      const first = readings(token).slice(0, 2);
      return (
        first.some(({ tags }) => tags.has('Surn') || tags.has('Name') || tags.has('Patr')) ||
        (!known(token) && hasReading(readings(token), 'NOUN'))
      );
    },
    isNoun: (token: Token | undefined): boolean => isWord(token) && hasReading(readings(token), 'NOUN', 'sing'),
  };
}

function aroundPatronymic(tokens: readonly Token[], i: number, turn: Turn, reader: WordReader): TokenSpan {
  let from = i;
  let to = i;
  if (i > turn.from && reader.isFirstName(tokens[i - 1])) {
    from = i - 1;
    if (
      from > turn.from &&
      sameBreath(tokens, from - 1) &&
      reader.isSurname(tokens[from - 1]) &&
      !reader.isPatronymic(tokens[from - 1])
    )
      from -= 1;
  }
  if (to + 1 < turn.to && tail.test(tokens[to + 1]?.norm ?? '')) to += 1;
  const next = tokens[to + 1];
  if (
    from >= i - 1 &&
    to + 1 < turn.to &&
    next &&
    sameBreath(tokens, to) &&
    next.part === tokens[to]?.part &&
    reader.isNameAlone(next)
  )
    to += 1;
  return { from, to };
}

/** The two words belong to one sentence: a name is not made across a full stop. */
const sameBreath = (tokens: readonly Token[], i: number): boolean => {
  const [a, b] = [tokens[i], tokens[i + 1]];
  return (
    a !== undefined &&
    b !== undefined &&
    (a.clause === b.clause || !a.tidy || b.start - a.end < 1) &&
    !(a.tidy && a.clause !== b.clause)
  );
};

/** Names after «фамилия», «зовут», «на имя», and the first words of an answer to a question for the name. */
function cuedNames(tokens: readonly Token[], turn: Turn, reader: WordReader): TokenSpan[] {
  const found: TokenSpan[] = [];
  const takeFrom = (start: number, reach: number, single: boolean): boolean => {
    for (let i = start; i < Math.min(turn.to, start + reach); i += 1) {
      if (!reader.isNameAlone(tokens[i])) continue;
      let to = i;
      while (
        to + 1 < turn.to &&
        to - i < 2 &&
        (reader.isNameAlone(tokens[to + 1]) || reader.isPatronymic(tokens[to + 1])) &&
        tokens[to + 1]?.clause === tokens[to]?.clause
      )
        to += 1;
      found.push({ from: i, to });
      return true;
    }
    if (single && reader.isNoun(tokens[start])) found.push({ from: start, to: start });
    return false;
  };
  if (!turn.company && turn.asked.has('name')) {
    const short = turn.to - turn.from <= 2;
    let first = turn.from;
    while (first < turn.to && stop.test(tokens[first]?.norm ?? '')) first += 1;
    takeFrom(first, short ? 2 : answerWords, short);
  }
  for (let i = turn.from; i < turn.to; i += 1) {
    const norm = tokens[i]?.norm ?? '';
    if (/^фамили[яюией]+$/.test(norm)) {
      let next = i + 1;
      while (
        next < turn.to &&
        /^(?:моя|мою|его|ее|у|меня|мужа|жены|собственника|владельца|такая|это|будет|на|а)$/.test(
          tokens[next]?.norm ?? '',
        )
      )
        next += 1;
      const after = tokens[next];
      const near = next < turn.to && after !== undefined && !after.question;
      if (
        !(near && takeFrom(next, 1, !turn.company && after.clause === tokens[i]?.clause && /^\p{Lu}/u.test(after.text)))
      ) {
        for (const back of [i - 1, i - 2]) {
          if (back >= turn.from && !turn.company && reader.isNameAlone(tokens[back])) {
            found.push({ from: back, to: back });
            break;
          }
        }
      }
    } else if (/^(?:зовут|звать)$/.test(norm) && !turn.company) takeFrom(i + 1, 2, false);
    else if (norm === 'имя' && tokens[i - 1]?.norm === 'на') takeFrom(i + 1, 2, false);
  }
  return found;
}

/** A name that was masked once is masked wherever it is said again, unless it is the operator's own. */
function namedAgain(
  tokens: readonly Token[],
  turns: readonly Turn[],
  found: readonly TokenSpan[],
  morphology: Morphology,
): TokenSpan[] {
  const lemmas = new Set<string>();
  const covered = new Set<number>();
  const nameLemmas = (token: Token | undefined): string[] =>
    token
      ? morphology
          .readings(token.norm)
          .filter(({ tags }) => tags.has('Name') || tags.has('Surn'))
          .map(({ lemma }) => lemma)
      : [];
  for (const { from, to } of found) {
    for (let i = from; i <= to; i += 1) {
      covered.add(i);
      for (const lemma of nameLemmas(tokens[i])) lemmas.add(lemma);
    }
  }
  if (lemmas.size === 0) return [];
  const greeting = turns.find(({ company }) => company);
  if (greeting) {
    for (let i = greeting.from; i < greeting.to; i += 1) {
      if (!covered.has(i)) for (const lemma of nameLemmas(tokens[i])) lemmas.delete(lemma);
    }
  }
  const again: TokenSpan[] = [];
  for (const [i, token] of tokens.entries()) {
    if (
      covered.has(i) ||
      token.speaker === 'ivr' ||
      stop.test(token.norm) ||
      (token.tidy && !/^\p{Lu}/u.test(token.text))
    )
      continue;
    const [first] = morphology.readings(token.norm);
    if (
      first &&
      (first.tags.has('Name') || first.tags.has('Surn')) &&
      nameLemmas(token).some((lemma) => lemmas.has(lemma))
    )
      again.push({ from: i, to: i });
  }
  return again;
}
