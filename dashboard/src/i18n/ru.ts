/** Every word of the interface in Russian: the source of the keys for the other languages. */
import { pluralRu } from './plural.ts';
import { ruAccounts } from './ru-accounts.ts';
import { ruCall } from './ru-call.ts';
import { ruConnections } from './ru-connections.ts';
import { number } from './ru-counts.ts';
import { ruProtection } from './ru-protection.ts';

export const ru = {
  product: 'Камертон',
  tagline: 'Контроль качества разговоров',
  skipToContent: 'К содержанию',
  navigation: 'Разделы',
  calls: 'Звонки',
  /** The list of calls of somebody who sees only his own. */
  myCalls: 'Список моих звонков',
  ownPage: 'Мои звонки',
  callList: 'Список',
  disputes: 'Возражения',
  trends: 'Тренды',
  standard: 'Стандарт',
  aboutRules: 'Правила',
  lexicons: 'Словари',
  trust: 'Доверие',
  calibration: 'Калибровка',
  wordSearch: 'Поиск',
  coaching: 'Наставничество',
  notices: {
    title: 'Уведомления',
    unread: (count: number) =>
      count === 0
        ? 'Уведомления: новых нет'
        : `Уведомления: ${number(count)} ${pluralRu(count, 'новое', 'новых', 'новых')}`,
  },
  queue: 'Очередь',
  health: 'Состояние системы',
  healthShort: 'Состояние',
  loading: 'Загрузка…',
  retry: 'Повторить',
  tryAgain: 'Попробовать ещё раз',
  close: 'Закрыть',
  cancel: 'Отменить',

  signIn: {
    title: 'Вход',
    login: 'Логин',
    password: 'Пароль',
    submit: 'Войти',
    showPassword: 'Показать или скрыть пароль',
    required: 'Заполните это поле',
    failed: 'Неверный логин или пароль',
    expired: 'Сеанс закончился. Войдите снова – откроется та же страница.',
    signOn: (name: string) => `Войти: ${name}`,
    refused: {
      not_signed_in: 'Единый вход не удался. Начните вход заново.',
      forbidden: 'Вашим группам не назначена роль. Обратитесь к администратору.',
      other: 'Служба единого входа не отвечает. Войдите по паролю или попробуйте позже.',
    },
  },

  user: {
    menu: 'Меню пользователя:',
    theme: 'Оформление',
    light: 'Светлое',
    dark: 'Тёмное',
    system: 'Как в системе',
    language: 'Язык',
    hotkeys: 'Горячие клавиши',
    on: 'Включены',
    off: 'Выключены',
    signOut: 'Выйти',
    signOutFailed: 'Не удалось выйти',
  },
  roles: {
    operator: 'Оператор',
    supervisor: 'Супервизор',
    trainer: 'Тренер',
    manager: 'Руководитель',
    administrator: 'Администратор',
  },

  live: {
    lost: 'Связь с сервером потеряна, страница может отставать. Соединяемся снова…',
  },

  errors: {
    title: 'Не получилось загрузить',
    offline: 'Сервер не отвечает. Проверьте сеть и попробуйте ещё раз.',
    forbidden: 'У Вашей роли нет права на это действие.',
    tooMany: 'Слишком много запросов. Подождите минуту.',
    unknown: 'Сервер ответил ошибкой. Попробуйте ещё раз; если повторится, сообщите администратору.',
    crashed: 'На странице произошла ошибка',
    crashedHint: 'Обновите страницу. Если ошибка повторится, сообщите администратору.',
    reload: 'Обновить страницу',
  },
  notFound: {
    title: 'Такой страницы нет',
    text: 'Адрес набран с ошибкой, запись удалена или у Вас нет к ней доступа.',
    back: 'К списку звонков',
  },
  noRights: {
    title: 'Нет доступа',
    text: 'Этот раздел закрыт для Вашей роли. Если он нужен для работы, обратитесь к администратору.',
  },

  state: {
    waiting: 'В очереди',
    processing: 'Обработка',
    no_model: 'Нет речевой модели',
    done: 'Готов',
    refused: 'Не принят',
    failed: 'Ошибка',
  },
  stage: {
    check: 'Проверка файла',
    sound: 'Разбор звука',
    recognize: 'Распознавание речи',
    judge: 'Оценка по стандарту',
    store: 'Сохранение',
  },
  stageProgress: (stage: string, percent: number) => `${stage}, ${percent} %`,

  list: {
    total: (count: number) => `${number(count)} ${pluralRu(count, 'звонок', 'звонка', 'звонков')}`,
    caption: (order: string) => `Список звонков, ${order.toLowerCase()}`,
    orders: {
      newest: 'Сначала новые',
      oldest: 'Сначала старые',
      longest: 'Сначала длинные',
      shortest: 'Сначала короткие',
      worst: 'Сначала низкая оценка',
      best: 'Сначала высокая оценка',
      most_findings: 'Сначала с нарушениями',
      fewest_findings: 'Сначала без нарушений',
    },
    judgedOnly: 'только оценённые',
    columnsMenu: 'Столбцы',
    zone: (zone: string) => `время: ${zone}`,
    columns: {
      state: 'Состояние',
      call: 'Звонок',
      operator: 'Оператор',
      duration: 'Длина',
      score: 'Оценка',
      findings: 'Нарушения',
      unsure: 'Вопросы',
      actions: 'Действия',
    },
    unknownOperator: 'не указан',
    received: 'получен',
    incoming: 'Входящий',
    outgoing: 'Исходящий',
    transcriptOnly: 'Без записи: только расшифровка',
    score: (score: string) => `Оценка ${score} из 100`,
    machineScore: (score: string) => `Учтены решения людей; программа поставила ${score}`,
    fatal: 'Грубое нарушение',
    noScore: 'Нет оценки: ни один критерий не применим',
    findings: (count: number) => `${number(count)} ${pluralRu(count, 'нарушение', 'нарушения', 'нарушений')}`,
    unsure: (count: number) =>
      `${number(count)} ${pluralRu(count, 'находка ждёт', 'находки ждут', 'находок ждут')} решения человека`,
    none: '–',
    more: 'Показать ещё',
    shown: (shown: number, total: number) => `Показано ${number(shown)} из ${number(total)}`,
    retryFailed: 'Не удалось повторить обработку',
    retryOf: (call: string) => `Повторить обработку: ${call}`,
    inProgress: (count: number) =>
      count === 0
        ? 'Все звонки обработаны'
        : `${pluralRu(count, 'Обрабатывается', 'Обрабатываются', 'Обрабатывается')} ${number(count)} ${pluralRu(count, 'звонок', 'звонка', 'звонков')}`,
  },
  exports: {
    button: 'Выгрузить',
    formats: { csv: 'Таблица CSV', xlsx: 'Книга Excel (XLSX)' },
    print: 'Печать или PDF',
  },

  filters: {
    label: 'Отбор звонков',
    state: 'Состояние',
    anyState: 'Любое',
    order: 'Порядок',
    operator: 'Оператор',
    anyOperator: 'Любой',
    reset: 'Сбросить отбор',
    fold: (chosen: number) => (chosen === 0 ? 'Отбор' : `Отбор · ${chosen}`),
    chosen: 'Что отобрано',
    drop: 'Убрать из отбора',
    broken: (names: string) => `В адресе страницы непонятные значения (${names}): они не учтены.`,
    names: { hide: 'столбцы', sort: 'порядок', state: 'состояние', operator: 'оператор', t: 'время' },
  },
  empty: {
    noneTitle: 'Звонков ещё нет',
    noneUpload: 'Перетащите записи разговоров на эту страницу или нажмите «Загрузить записи».',
    noneWait: 'Они появятся здесь, как только их загрузят.',
    noneOwn: 'Здесь появятся Ваши звонки, когда их обработают.',
    noMatchTitle: 'Ничего не нашлось',
    noMatch: 'Ни один звонок не подходит под отбор.',
  },

  upload: {
    button: 'Загрузить записи',
    title: 'Загрузка записей',
    drop: 'Отпустите файлы, чтобы загрузить',
    hint: 'Записи: WAV, MP3, OGG, Opus, FLAC, M4A и другие. Рядом можно положить расшифровку с тем же именем: .json, .vtt или .srt.',
    withTranscript: 'с расшифровкой',
    transcriptOnly: 'только расшифровка',
    waiting: 'ждёт отправки',
    sending: (percent: number) => `${percent} %`,
    paused: (percent: number) => `${percent} % – нет связи, продолжится само`,
    checking: 'проверяется сервером',
    accepted: 'принят',
    duplicate: 'уже есть',
    cancelled: 'отменён',
    open: 'Открыть',
    duplicates: (count: number) => `уже были: ${number(count)}`,
    interrupted: 'не отправлен: страница открыта заново; выберите файл ещё раз, отправка продолжится',
    interruptedCount: (count: number) => `не отправлено: ${number(count)}`,
    retryFailed: 'Повторить неудачные',
    total: 'Отправка всех файлов',
    cancelOf: (name: string) => `Отменить загрузку: ${name}`,
    retryOf: (name: string) => `Повторить загрузку: ${name}`,
    progressOf: (name: string) => `Отправка ${name}`,
    clear: 'Убрать завершённые',
    summary: (done: number, total: number) =>
      `Загружено ${number(done)} из ${number(total)} ${pluralRu(total, 'файла', 'файлов', 'файлов')}`,
    failed: (count: number) => `с ошибкой: ${number(count)}`,
    collapse: 'Свернуть',
    expand: 'Развернуть',
    tooLarge: 'файл слишком велик',
    fileGone: 'Файл на диске изменён, перемещён или удалён: выберите его ещё раз',
  },

  healthPage: {
    allWell: 'Всё работает',
    degraded: 'Есть неполадки',
    version: (version: string) => `Версия ${version}`,
    updated: 'Обновляется само каждые 15 секунд',
    well: 'Работает',
    broken: 'Не работает',
    parts: {
      store: 'Хранилище результатов (ClickHouse)',
      queue: 'Очередь заданий (Redis)',
      state: 'База состояния',
      recogniser: 'Распознавание речи',
      ffmpeg: 'Декодер звука (ffmpeg)',
      disk: 'Место на диске',
      clock: 'Часы сервера',
      outbox: 'Решения людей на пути в хранилище',
    },
    wayOut: {
      store: 'Перезапустите Камертон; если задан CLICKHOUSE_URL, проверьте, что этот сервер доступен.',
      queue:
        'Перезапустите Камертон; если задан REDIS_URL, проверьте, что этот сервер доступен. Принятые звонки не потеряются.',
      state: 'Проверьте права на папку данных и свободное место, затем перезапустите Камертон.',
      recogniser: 'Звонки с готовой расшифровкой оцениваются и без речевой модели.',
      ffmpeg: 'Установите ffmpeg (в Debian: apt install ffmpeg) и перезапустите Камертон.',
      disk: 'Освободите место на диске или перенесите папку данных.',
      clock: 'Проверьте время сервера и службу времени (NTP); через сутки новое время будет принято само.',
      outbox: 'Проверьте хранилище и журнал сервера; сами решения сохранены.',
    },
    doctor: 'Подробная проверка в терминале: npx kamerton doctor',
  },

  ...ruCall,
  ...ruAccounts,
  ...ruConnections,
  ...ruProtection,
};

/** What every language must provide. */
export type Texts = typeof ru;
