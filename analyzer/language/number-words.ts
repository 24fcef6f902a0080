/** Spoken numbers: every form of a number word that is heard on the phone, and the digits that several of them make. */

/** `size`: how many digits the word fills; a word adds to the one before it when that has room for it («сто» + «сорок» + «два»). */
export interface NumberWord {
  value: number;
  size: 1 | 2 | 3;
  /** The form in which numbers are dictated («пять», not «пяти» or «пятёрка»). */
  plain: boolean;
  /** «Три нуля», «две семёрки»: the digit is said as often as the number before it tells. */
  repeated?: true;
}

const words = new Map<string, NumberWord>();
/** Plain forms first, behind the bar the others. */
const add = (forms: string, word: Omit<NumberWord, 'plain'>): void => {
  const [plain = '', others = ''] = forms.split('|');
  for (const form of plain.match(/\S+/g) ?? []) words.set(form, { ...word, plain: true });
  for (const form of others.match(/\S+/g) ?? []) words.set(form, { ...word, plain: false });
};
[
  'ноль нуль | нолик нулик нулем нолем нулю',
  'один одна одно | одного одной одну единица единичка',
  'два две | двух двумя двойка двоечка',
  'три | трех тремя тройка троечка',
  'четыре | четырех четверка четверочка',
  'пять | пяти пятерка пятерочка',
  'шесть | шести шестерка шестерочка',
  'семь | семи семерка семерочка',
  'восемь | восьми восьмерка восьмерочка',
  'девять | девяти девятка девяточка',
].forEach((forms, value) => {
  add(forms, { value, size: 1 });
});
[
  'десять | десяти десятка десяточка',
  'одиннадцать | одиннадцати одинадцать одинацать',
  'двенадцать | двенадцати двенацать',
  'тринадцать | тринадцати тринацать',
  'четырнадцать | четырнадцати четырнацать',
  'пятнадцать | пятнадцати пятнацать',
  'шестнадцать | шестнадцати шестнацать',
  'семнадцать | семнадцати семнацать',
  'восемнадцать | восемнадцати восемнацать',
  'девятнадцать | девятнадцати девятнацать',
].forEach((forms, i) => {
  add(forms, { value: 10 + i, size: 2 });
});
[
  'двадцать | двадцати двацать',
  'тридцать | тридцати трицать',
  'сорок | сорока',
  'пятьдесят | пятидесяти пятьдесять писят пийсят полтинник',
  'шестьдесят | шестидесяти шестьдесять шисят шийсят',
  'семьдесят | семидесяти семьдесять семисят',
  'восемьдесят | восьмидесяти восемьдесять восемдесят',
  'девяносто | девяноста',
].forEach((forms, i) => {
  add(forms, { value: 20 + 10 * i, size: 2 });
});
[
  'сто | ста сотка',
  'двести | двухсот двесте',
  'триста | трехсот тристо',
  'четыреста | четырехсот четыресто',
  'пятьсот | пятисот пятсот пицот',
  'шестьсот | шестисот шестсот шессот',
  'семьсот | семисот семсот',
  'восемьсот | восьмисот восемсот',
  'девятьсот | девятисот девятсот',
].forEach((forms, i) => {
  add(forms, { value: 100 + 100 * i, size: 3 });
});
[
  'нуля нулей нолей | ноля',
  '| единицы единиц единички',
  '| двойки двоек',
  '| тройки троек',
  '| четверки четверок',
  '| пятерки пятерок',
  '| шестерки шестерок',
  '| семерки семерок',
  '| восьмерки восьмерок',
  '| девятки девяток',
].forEach((forms, value) => {
  add(forms, { value, size: 1, repeated: true });
});

/** Thousands and millions: what they multiply is mostly a sum. */
export const scalePattern = /^(?:тысяч|тыщ|тыс$|миллион|миллиард)/;

/** The number word of a normal form; null for anything else. */
export const numberWord = (norm: string): NumberWord | null => words.get(norm) ?? null;

/** Digits written as digits: «8921», «457-12-09», «0,5» is none. */
export const isDigits = (norm: string): boolean => {
  const first = norm.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 && /^\d+(?:-\d+)*$/.test(norm);
};

/** True for a word that can be a part of a dictated number. */
export const isNumber = (norm: string): boolean => isDigits(norm) || words.has(norm);

/** The groups of digits that the words of a run say: «сорок семь ноль двадцать восемь» is 47, 0, 28; null ends a group. */
export function digitGroups(norms: readonly (string | null)[]): string[] {
  const groups: string[] = [];
  let value: number | null = null;
  let room = 0;
  const flush = (): void => {
    if (value !== null) groups.push(String(value));
    value = null;
    room = 0;
  };
  for (const norm of norms) {
    if (norm === null) {
      flush();
      continue;
    }
    const word = numberWord(norm);
    if (isDigits(norm)) {
      flush();
      groups.push(norm.replace(/\D/g, ''));
    } else if (scalePattern.test(norm)) {
      value = (value ?? 1) * 1000;
      room = 4;
    } else if (word?.repeated) {
      const times = value !== null && value >= 2 && value <= 9 ? value : 1;
      value = null;
      groups.push(String(word.value).repeat(times));
    } else if (word) {
      const teen = word.value >= 10 && word.value < 20;
      if (word.value > 0 && value !== null && room > word.size) value += word.value;
      else {
        flush();
        value = word.value;
      }
      room = teen || word.value === 0 ? 0 : word.size;
    }
  }
  flush();
  return groups;
}
