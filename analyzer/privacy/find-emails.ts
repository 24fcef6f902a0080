/** Mail addresses, written and spoken: «маша точка сидорова собака яндекс точка ру». */
import type { Token } from '../language/tokens.ts';
import type { Turn } from './dialogue.ts';

/** Token indexes, both inclusive. */
export interface TokenSpan {
  from: number;
  to: number;
}

const at = /^(?:собак[аиу]|собачк[аиу]|эт)$/;
const dot = /^точк[аиу]$/;
const topLevel = /^(?:ру|ком|рф|нет|орг|ру-|ru|com|org|net|рус|su|su-|сю|инфо)$/;
const joiner =
  /^(?:точк[аиу]|тире|дефис|минус|нижн\S+|подчеркивани\S+|подчерк|слитно|цифр[аыой]+|латинск\S+|английск\S+|большая|маленькая|буква)$/;
/** Words before an address that are not a part of it. */
const lead =
  /^(?:почт\S*|адрес\S*|имейл\S*|емейл\S*|мейл|мыло|e-mail|email|латинскими|латиницей|буквами|записал\S*|записыва\S*|запиш\S*|на|по|в|верно|это|этот|мой|моя|моей|моему|моё|мое|его|ее|ваш|ваша|у|меня|нас|него|нее|электронн\S*|вот|да|так|сейчас|ну|значит|будет|такой|такая|туда|пришлите|присылайте|вышлите|отправьте|отправляйте|скиньте|пишите|диктую|проверяю|повторяю|хорошо|спасибо|муж\S*|жен\S*|сын\S*|дочери|рабочая|личная|есть|только)$/;
const mostBefore = 10;

/** Places of addresses in the tokens of the dialogue. */
export function findEmails(tokens: readonly Token[], turns: readonly Turn[], texts: readonly string[]): TokenSpan[] {
  const found: TokenSpan[] = writtenEmails(tokens, texts);
  for (const turn of turns) {
    if (turn.machine) continue;
    let floor = turn.from;
    for (let i = turn.from; i < turn.to; i += 1) {
      if (!at.test(tokens[i]?.norm ?? '')) continue;
      const to = endOfDomain(tokens, i, turn.to);
      if (to === null) continue;
      const from = startOfName(tokens, i, floor);
      if (from === null) continue;
      found.push({ from, to });
      floor = to + 1;
      i = to;
    }
  }
  return found;
}

function endOfDomain(tokens: readonly Token[], sign: number, end: number): number | null {
  for (let i = sign + 1; i < Math.min(end, sign + 7); i += 1) {
    const norm = tokens[i]?.norm ?? '';
    if (topLevel.test(norm) && dot.test(tokens[i - 1]?.norm ?? '')) return i;
  }
  // Names that need no ending: «собака яндекс», «собака мейл ру».
  const next = tokens[sign + 1]?.norm ?? '';
  if (
    sign + 1 >= end ||
    !/^(?:яндекс|мейл|мэйл|майл|маил|джимейл|гмейл|джимэйл|рамблер|бк|лист|инбокс|аутлук|айклауд|хотмейл|yandex|mail|gmail)$/.test(
      next,
    )
  )
    return null;
  const after = tokens[sign + 2]?.norm ?? '';
  return sign + 2 < end && topLevel.test(after) ? sign + 2 : sign + 1;
}

function startOfName(tokens: readonly Token[], sign: number, floor: number): number | null {
  let from = sign;
  for (let i = sign - 1; i >= Math.max(floor, sign - mostBefore); i -= 1) {
    const token = tokens[i];
    const spelled = joiner.test(tokens[i + 1]?.norm ?? '') || joiner.test(tokens[i - 1]?.norm ?? '');
    if (!token || (lead.test(token.norm) && !(spelled && token.norm.length <= 2))) break;
    if (
      token.clause !== tokens[i + 1]?.clause &&
      !joiner.test(tokens[i + 1]?.norm ?? '') &&
      !joiner.test(token.norm) &&
      i < sign - 1
    )
      break;
    from = i;
  }
  while (from < sign && /^(?:латинскими|буквами|затем|потом|и)$/.test(tokens[from]?.norm ?? '')) from += 1;
  return from < sign ? from : null;
}

function writtenEmails(tokens: readonly Token[], texts: readonly string[]): TokenSpan[] {
  const found: TokenSpan[] = [];
  let i = 0;
  for (const [segment, text] of texts.entries()) {
    if (!text.includes('@')) continue;
    for (const match of text.matchAll(
      /[\p{L}\p{N}][\p{L}\p{N}._+-]{0,63}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,200}\.\p{L}{2,10}/gu,
    )) {
      while (
        i < tokens.length &&
        ((tokens[i]?.segment ?? 0) < segment ||
          ((tokens[i]?.segment ?? 0) === segment && (tokens[i]?.to ?? 0) <= match.index))
      )
        i += 1;
      const from = i;
      while (
        i < tokens.length &&
        tokens[i]?.segment === segment &&
        (tokens[i]?.from ?? 0) < match.index + match[0].length
      )
        i += 1;
      if (i > from) found.push({ from, to: i - 1 });
    }
  }
  return found;
}
