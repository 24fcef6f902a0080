/** The Russian words of the review desk: decisions, comments, history, queue. Loaded with those pages. */
import { pluralRu } from './plural.ts';
import { number } from './ru-counts.ts';
import { ruQueue } from './ru-queue.ts';

export const ruReview = {
  hotkeys: {
    confirm: 'Подтвердить находку',
    dismiss: 'Снять находку: список причин, 1–9 выбирает',
    changeRange: 'Изменить границы находки',
    addMissed: 'Добавить пропущенное нарушение',
    comment: 'Комментарий к этому месту',
    undo: 'Отменить решение (10 секунд)',
    submit: 'Завершить разбор и открыть следующий звонок',
    nextCall: 'Следующий звонок очереди',
    previousCall: 'Назад, к предыдущему',
  },

  decision: {
    confirm: 'Подтвердить',
    dismiss: 'Снять…',
    range: 'Границы…',
    selectFirst: 'Сначала выберите находку: клавиша N или щелчок по ней',
    notYet: 'Разбор ещё загружается, попробуйте через секунду',
    states: { confirmed: 'Подтверждено', dismissed: 'Снято' },
    by: (name: string, when: string) => `${name}, ${when}`,
    you: 'Вы',
    person: 'добавил человек',
    moved: 'границы изменены',
    counted: 'входит в оценку',
    waiting: (count: number) =>
      `${number(count)} ${pluralRu(count, 'решение ждёт', 'решения ждут', 'решений ждут')} связи и отправится само`,
    undo: 'Отменить',
    undoText: {
      confirm: 'Находка подтверждена.',
      dismiss: 'Находка снята.',
      change_range: 'Границы изменены.',
      add: 'Нарушение добавлено.',
      reopen: 'Решение отменено.',
    },
    conflictTitle: 'Решение не сохранено',
    closeNotice: 'Понятно',
    orphans: 'Решения без находки',
    orphansHint: 'После пересчёта этих находок больше нет; на оценку они не влияют.',
    disputes: { open: 'оператор не согласен', accepted: 'возражение принято', rejected: 'возражение отклонено' },
  },

  dispute: {
    open: 'Не согласен…',
    title: 'Почему это не нарушение?',
    label: 'Ваши слова супервизору',
    hint: 'Хотя бы три буквы. Супервизор услышит это место и ответит.',
    until: (when: string) => `Возразить можно до ${when}.`,
    over: (when: string) => `Возразить можно было до ${when}.`,
    send: 'Отправить возражение',
    sent: 'Возражение отправлено супервизору',
    failed: 'Возражение не отправлено',
    own: 'Вы:',
    operator: 'Оператор:',
    answer: (name: string) => `${name}:`,
    decide: 'Решить возражение',
  },

  acknowledge: {
    button: 'Ознакомлен',
    hint: 'Вы посмотрели оценку этого звонка',
    done: (when: string) => `Вы ознакомлены: ${when}`,
    byOperator: (when: string) => `оператор ознакомлен: ${when}`,
    failed: 'Не отмечено',
  },

  coach: {
    pick: 'В заметку',
    picked: 'В заметке',
    bar: (count: number) => `В заметке: ${number(count)} ${pluralRu(count, 'место', 'места', 'мест')}`,
    write: 'Написать заметку',
  },

  dismiss: {
    title: 'Почему это не нарушение?',
    hint: 'Нажмите цифру или выберите причину',
    reasons: {
      misheard: 'Распознано неверно: сказано другое',
      wrong_speaker: 'Это сказал не оператор',
      quoted: 'Это чужие слова: цитата, название, повтор за клиентом',
      allowed: 'Здесь стандарт это разрешает',
      wrong_entry: 'Правило словаря слишком широкое',
      dispute_accepted: 'Принято возражение оператора',
      other: 'Другое',
    },
    text: 'Какая причина?',
    textHint: 'Хотя бы три буквы',
    save: 'Снять находку',
  },

  words: {
    rangeTitle: 'Границы находки',
    addTitle: 'Пропущенное нарушение',
    hint: 'Нажмите первое слово, потом последнее.',
    list: 'Слова реплики',
    chosen: (quote: string) => `Выбрано: «${quote}»`,
    none: 'Ничего не выбрано',
    rule: 'Какое правило нарушено',
    ruleHint: 'Выберите правило',
    save: 'Сохранить',
    noWords: 'У этой реплики нет времени слов: границы не изменить.',
    noOperator: 'Нарушение может быть только в словах оператора или специалиста: выберите его реплику.',
    add: 'Добавить нарушение',
    addSelected: 'Отметить как нарушение',
  },

  tabs: { comments: 'Комментарии', history: 'История' },

  comments: {
    add: (time: string) => `Комментарий к ${time}`,
    placeholder: 'Что здесь важно?',
    save: 'Добавить',
    saveHint: 'Ctrl+Enter – добавить. Черновик хранится в этом браузере.',
    list: 'Комментарии',
    none: 'Комментариев ещё нет. Клавиша C добавляет комментарий к тому месту, где стоит запись.',
    play: (time: string) => `Слушать с ${time}`,
    pin: (time: string, text: string) => `${time}: комментарий «${text}»`,
    edit: 'Изменить',
    remove: 'Удалить',
    editLabel: 'Изменить комментарий',
    edited: 'изменено',
    failed: 'Комментарий не сохранён',
    readOnly: 'Комментариев ещё нет.',
    waiting: 'Комментарий ждёт связи и отправится сам',
  },

  history: {
    none: 'С этим звонком ещё никто ничего не делал.',
    label: 'История разбора',
    kinds: {
      confirm: 'подтверждено',
      dismiss: 'снято',
      change_range: 'изменены границы',
      add: 'добавлено нарушение',
      reopen: 'решение отменено',
    },
    finding: (what: string) => `Находка ${what}`,
    unknown: 'которой больше нет',
    criterion: (what: string) => `Критерий «${what}»`,
    machine: 'снова как решила программа',
    submitted: 'Разбор завершён',
    acknowledged: 'Оператор ознакомлен',
    channels_swapped: 'Каналы поменяны местами',
  },

  answer: {
    label: (criterion: string) => `Ваш ответ: ${criterion}`,
    machine: 'авто',
    change: (before: string, who: string, now: string) => `авто: ${before} → ${who}: ${now}`,
    byDecisions: (before: string, now: string) => `авто: ${before} → с учётом решений: ${now}`,
    keep: 'Как решила программа',
    total: (before: string) => `Программа поставила ${before}`,
    noTotal: 'нет оценки',
    failed: 'Ответ не сохранён',
    waiting: 'ждёт связи и отправится сам',
    noEvidence: 'места в записи нет: сказано, почему',
  },

  finish: {
    button: 'Завершить и к следующему',
    last: 'Завершить разбор',
    done: (name: string, when: string) => `Разбор завершён: ${name}, ${when}`,
    noMore: 'В очереди больше нет свободных звонков',
    failed: 'Разбор не завершён',
    waiting: (count: number) =>
      count === 0
        ? 'Всё решено'
        : `${pluralRu(count, 'Ждёт', 'Ждут', 'Ждут')} решения: ${number(count)} ${pluralRu(count, 'находка', 'находки', 'находок')}`,
    holder: 'Этот звонок уже разбирают',
    swap: 'Поменять каналы местами',
    swapTitle: 'Поменять каналы местами?',
    swapText:
      'Оператор станет клиентом, клиент – оператором. Звонок будет оценён заново, запись об этом останется в журнале.',
    swapDo: 'Поменять',
    swapped: 'Каналы поменяны. Звонок оценивается заново.',
    swapFailed: 'Каналы не поменяны',
    unknownFlag: 'Находки из ссылки в этом звонке нет.',
  },

  queue: ruQueue,

  session: {
    title: 'Сеанс закончился',
    text: 'Войдите снова: страница, черновики и решения останутся на месте.',
    other: 'Войти другим человеком',
  },
};

export type ReviewTexts = typeof ruReview;
