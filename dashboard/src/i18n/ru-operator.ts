/** The Russian words of the operator's page, disputes, notices and coaching. Loaded with those pages. */
import { pluralRu } from './plural.ts';

const number = (count: number) => count.toLocaleString('ru');
const calls = (count: number) => `${number(count)} ${pluralRu(count, 'звонок', 'звонка', 'звонков')}`;
/** As it stands after «в». */
const inCalls = (count: number) => `${number(count)} ${pluralRu(count, 'звонке', 'звонках', 'звонках')}`;
/** As it stands after «из». */
const ofCalls = (count: number) => `${number(count)} ${pluralRu(count, 'звонка', 'звонков', 'звонков')}`;
const times = (count: number) => `${number(count)} ${pluralRu(count, 'раз', 'раза', 'раз')}`;
const clips = (count: number) => `${number(count)} ${pluralRu(count, 'фрагмент', 'фрагмента', 'фрагментов')}`;

export const ruOperator = {
  clip: {
    play: (what: string, time: string) => `Слушать «${what}», ${time}`,
    stop: (what: string, time: string) => `Остановить «${what}», ${time}`,
    gone: 'Записи нет: её можно прочитать на странице звонка',
    failed: 'Запись не открывается',
    open: 'К звонку',
    openAt: (time: string) => `К звонку, место ${time}`,
    openOf: (call: string, time: string) => `К звонку, место ${time} (${call})`,
  },

  me: {
    title: 'Мои звонки',
    titleOf: (name: string) => `Оператор: ${name}`,
    filters: 'Что показать',
    period: 'Период',
    periods: { 4: '4 недели', 12: '12 недель', 26: '26 недель' },
    step: 'Шаг',
    steps: { day: 'День', week: 'Неделя', month: 'Месяц' },
    broken: (names: string) => `В адресе страницы непонятные значения (${names}): они не учтены.`,
    names: { weeks: 'период', step: 'шаг' },
    mean: 'Средняя оценка',
    of: 'из 100',
    interval: (low: string, high: string) => `с вероятностью 95 % – от ${low} до ${high}`,
    noInterval: 'по одному звонку точность не определить',
    scored: (count: number) => `${pluralRu(count, 'Оценён', 'Оценены', 'Оценено')} ${calls(count)}`,
    team: 'Среднее по группе',
    teamOf: (count: number) => `${number(count)} ${pluralRu(count, 'оператор', 'оператора', 'операторов')}`,
    noTeam: 'показывается, когда операторов не меньше пяти',
    counted: (decided: number) =>
      decided === 0
        ? 'Оценки поставила программа; решений людей в этих звонках ещё нет. Неуверенные находки в оценку не входят.'
        : `Оценки поставила программа; в ${inCalls(decided)} учтены решения людей. Неуверенные находки в оценку не входят.`,
    openDisputes: (count: number) =>
      count === 0
        ? 'Открытых возражений нет'
        : `${pluralRu(count, 'Ждёт', 'Ждут', 'Ждут')} ответа: ${number(count)} ${pluralRu(count, 'возражение', 'возражения', 'возражений')}`,
    notes: (count: number) => `${pluralRu(count, 'Новая заметка', 'Новые заметки', 'Новых заметок')}: ${number(count)}`,
    noNotes: 'Новых заметок нет',
    answers: 'Ответы',
    score: {
      title: 'Оценка по времени',
      description: (from: string, to: string, count: number) =>
        `Точка – средняя оценка за шаг, вертикальная черта – её 95-процентный интервал. ${from} – ${to}, ${calls(count)}. Те же числа – в таблице.`,
      table: 'Показать таблицей',
      chart: 'Показать графиком',
      caption: 'Средняя оценка по шагам с 95-процентным интервалом',
      from: { day: 'День', week: 'Неделя с', month: 'Месяц с' },
      calls: 'Звонков',
      mean: 'Средняя',
      interval: 'Интервал 95 %',
      wide: 'Длинная черта или точка без черты – звонков мало: верьте такой средней с осторожностью.',
      none: 'В этом периоде ещё нет оценённых звонков.',
    },
    strengths: {
      title: 'Что получается',
      line: (passed: number, judged: number) => `выполнено в ${number(passed)} из ${ofCalls(judged)}`,
      none: 'Сильные стороны появятся здесь, когда хотя бы по одному критерию наберётся пять звонков.',
    },
    repeated: {
      title: 'Что повторяется',
      count: (count: number, inHowMany: number) => `${times(count)} в ${inCalls(inHowMany)}`,
      better: 'Лучше:',
      none: 'Повторяющихся нарушений нет.',
    },
    moments: {
      best: 'Лучшие места',
      worst: 'Над чем поработать',
      noBest: 'Здесь появятся места, где всё сказано как надо.',
      noWorst: 'Нарушений в звонках этого периода нет.',
      score: (score: string) => `оценка звонка ${score}`,
    },
    calls: {
      title: 'Последние звонки',
      all: 'Все звонки',
      machine: (score: string) => `программа: ${score}`,
      findings: (count: number) => `${number(count)} ${pluralRu(count, 'нарушение', 'нарушения', 'нарушений')}`,
      toRead: 'разобран, ознакомьтесь',
      read: 'ознакомлен',
      none: 'Звонков в этом периоде нет.',
    },
    noOperator: 'К этой учётной записи не привязан оператор. Обратитесь к администратору.',
  },

  disputes: {
    title: 'Возражения',
    ownTitle: 'Мои возражения',
    filters: 'Отбор возражений',
    state: 'Состояние',
    anyState: 'Все',
    operator: 'Оператор',
    anyOperator: 'Любой',
    reset: 'Сбросить отбор',
    names: { state: 'состояние', operator: 'оператор', open: 'возражение' },
    states: { open: 'Ждёт решения', accepted: 'Принято', rejected: 'Отклонено' },
    list: 'Возражения операторов',
    says: 'Оператор:',
    opened: (when: string) => `открыто ${when}`,
    better: 'Лучше по стандарту:',
    utterance: 'Вся реплика:',
    section: (section: string) => `п. ${section}`,
    decide: 'Решить',
    collapse: 'Свернуть',
    answer: 'Ответ оператору',
    answerHint: 'Оператор прочитает его. Хотя бы три буквы.',
    propose: 'Предложить тренеру исключение для этого слова',
    accept: 'Принять: это не нарушение',
    reject: 'Отклонить: нарушение есть',
    resolved: (name: string, when: string) => `${name}, ${when}:`,
    failed: 'Решение не сохранено',
    accepted: 'Возражение принято: находка снята, оператору сообщено.',
    rejected: 'Возражение отклонено, оператору сообщено.',
    more: 'Показать ещё',
    siblings: {
      title: 'Такие же находки',
      button: 'Найти такие же находки',
      hint: 'Та же запись словаря в других звонках, никем ещё не решённая. Снимите и эти, если причина та же.',
      none: 'Других нерешённых находок этой записи нет.',
      select: (quote: string, call: string) => `Снять «${quote}», звонок ${call}`,
      all: 'Выбрать все',
      dismiss: (count: number) => `Снять ${number(count)} ${pluralRu(count, 'находку', 'находки', 'находок')}`,
      done: (count: number) =>
        `${pluralRu(count, 'Снята', 'Сняты', 'Снято')} ${number(count)} ${pluralRu(count, 'находка', 'находки', 'находок')}`,
      failed: 'Не снято',
    },
    empty: {
      noneTitle: 'Возражений нет',
      noneOpen:
        'Ни одно возражение не ждёт решения. Когда оператор не согласится с находкой, его слова появятся здесь.',
      showAll: 'Показать все',
      none: 'Когда оператор не согласится с находкой, его слова появятся здесь.',
      noneOwn: 'Не согласны с находкой? Откройте звонок и нажмите «Не согласен» под ней.',
      noMatchTitle: 'Под отбор ничего не подходит',
      noMatch: 'Сбросьте отбор или измените его.',
    },
  },

  notices: {
    title: 'Уведомления',
    readAll: 'Прочитать все',
    more: 'Показать ещё',
    none: 'Уведомлений ещё нет.',
    unread: 'не прочитано',
    list: 'Список уведомлений',
    kinds: {
      dispute_opened: (by: string, call: string) => `${by}: возражение, звонок ${call}`,
      dispute_accepted: (by: string, call: string) => `${by}: возражение принято, звонок ${call}`,
      dispute_rejected: (by: string, call: string) => `${by}: возражение отклонено, звонок ${call}`,
      coaching_written: (by: string, count: number) => `${by}: заметка для Вас, ${clips(count)}`,
      coaching_acknowledged: (by: string) => `${by}: заметка прочитана`,
      calls_assigned: (by: string, count: number) =>
        `${by}: ${pluralRu(count, 'Вам назначен', 'Вам назначены', 'Вам назначено')} ${calls(count)}`,
      call_reviewed: (by: string, call: string) => `${by}: разбор завершён, звонок ${call}`,
      exception_proposed: (by: string, entry: string) => `${by}: предложено исключение для «${entry}»`,
      entry_demoted: (_by: string, entry: string) => `Больше не считается ${entry}: точность ниже порога`,
      export_ready: 'Таблица готова',
      alert: 'Порог показателя пройден',
    },
  },

  coaching: {
    title: 'Наставничество',
    intro: 'Заметки операторам: что услышано в звонках и как сказать лучше.',
    introOwn: 'Заметки для Вас: места в звонках и как сказать лучше.',
    list: 'Заметки',
    operator: 'Оператор',
    anyOperator: 'Любой',
    noteTo: (name: string) => `Заметка: ${name}`,
    clips,
    by: (name: string, when: string) => `${name}, ${when}`,
    read: (when: string) => `прочитана ${when}`,
    unread: 'ещё не прочитана',
    acknowledge: 'Прочитано и понятно',
    acknowledged: 'Отмечено: заметка прочитана',
    failed: 'Не получилось',
    better: 'Лучше:',
    clipsTitle: 'Что послушать',
    wordsGone: 'Слова этого места удалены по сроку хранения.',
    back: 'Ко всем заметкам',
    toOperator: 'К странице оператора',
    draft: (count: number) => `В новой заметке: ${clips(count)}`,
    toDraft: 'Написать заметку',
    drafts: 'Начатые заметки',
    draftFor: (name: string, count: number) => `${name}: ${clips(count)}`,
    newTitle: (name: string) => `Новая заметка: ${name}`,
    newHint: 'Оператор прочитает её и услышит эти места. Пишите по делу: что было и как лучше.',
    text: 'Что сказать оператору',
    send: 'Отправить',
    sent: 'Заметка отправлена',
    remove: (quote: string) => `Убрать «${quote}» из заметки`,
    noClips: 'В заметке ещё нет мест. Выберите находки на странице звонка или оператора: кнопка «В заметку».',
    chooseOperator: 'Начните со страницы оператора или звонка: кнопка «В заметку» под находкой собирает места.',
    discard: 'Удалить черновик',
    more: 'Показать ещё',
    empty: {
      title: 'Заметок ещё нет',
      text: 'Откройте звонок, нажмите «В заметку» под находкой и напишите оператору, как лучше.',
      own: 'Здесь появятся заметки супервизора с местами из Ваших звонков.',
    },
    effect: {
      title: 'Что изменилось',
      intro: (days: number, rules: string) =>
        `Доля звонков с такими нарушениями (${rules}) за ${number(days)} ${pluralRu(days, 'день', 'дня', 'дней')} до заметки и после неё.`,
      verdicts: {
        improved: 'улучшилось',
        unchanged: 'без изменений',
        worse: 'ухудшилось',
        too_few: 'мало звонков',
      },
      hints: {
        improved: 'Нарушений стало меньше, и случайностью это не объяснить.',
        unchanged: 'Разница могла выйти и случайно.',
        worse: 'Нарушений стало больше, и случайностью это не объяснить.',
        too_few: 'Чтобы судить, нужно хотя бы по десять звонков до и после.',
      },
      basis: { sample: 'Считано по случайной выборке.', all: 'Считано по всем звонкам: выборка мала.' },
      caption: 'Доля звонков с нарушением до и после заметки, с 95-процентным интервалом',
      before: 'До',
      after: 'После',
      calls: 'Звонков',
      faulty: 'С нарушением',
      rate: 'Доля',
      interval: 'Интервал 95 %',
      difference: 'Разница',
      points: (value: string) => `${value} п. п.`,
    },
  },
};

export type OperatorTexts = typeof ruOperator;
