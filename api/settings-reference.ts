/** Writes what is said about the settings outside of the schema, .env.example and the pages of settings in both languages: `npm run reference`. */
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { apiConfigSchema } from './config.ts';
import { settingsInEnglish } from './settings-english.ts';

/** Settings of a kind stand together, in this order; those that fit no pattern belong to the first. */
const groups: readonly { title: string; english: string; names?: RegExp }[] = [
  { title: 'Сервер и обработка', english: 'Server and processing' },
  { title: 'Хранилище и очередь', english: 'Store and queue', names: /^(CLICKHOUSE_|DATABASE_URL|REDIS_URL)/ },
  { title: 'Распознавание речи', english: 'Speech recognition', names: /^(ASR|SHERPA|WHISPER)_/ },
  { title: 'Каталог предприятия', english: 'Company directory', names: /^LDAP_/ },
  { title: 'Единый вход', english: 'Single sign-on', names: /^OIDC_/ },
  { title: 'Почта', english: 'Mail', names: /^SMTP_/ },
];

const settingSchema = z.object({
  description: z.string(),
  /** What the default is in words, where it depends on the machine. */
  byDefault: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  format: z.string().optional(),
});
type Setting = z.infer<typeof settingSchema> & { name: string };

/** Every setting of the server, grouped. Throws for one without a description. */
function describedSettings(): { title: string; english: string; settings: Setting[] }[] {
  const { properties = {} } = z.toJSONSchema(apiConfigSchema, { io: 'input', unrepresentable: 'any' });
  const settings = Object.entries(properties).map(([name, property]) => {
    const parsed = settingSchema.safeParse(property);
    if (!parsed.success) throw new Error(`the setting ${name} lacks a description: ${parsed.error.message}`);
    return { name, ...parsed.data };
  });
  const groupOf = (name: string) => groups.find((group) => group.names?.test(name)) ?? groups[0];
  return groups
    .map((group) => ({ ...group, settings: settings.filter(({ name }) => groupOf(name) === group) }))
    .filter((group) => group.settings.length > 0);
}

const defaultOf = (setting: Setting) => String(setting.default ?? '');

function dotEnvLines(setting: Setting): string[] {
  const values = setting.enum === undefined ? '' : ` Значения: ${setting.enum.join(', ')}.`;
  const byDefault = setting.byDefault === undefined ? '' : ` По умолчанию: ${setting.byDefault}.`;
  // A default that depends on the machine stands as a remark: copied, it would fix that of this machine.
  const line = `${setting.name}=${defaultOf(setting)}`;
  return [
    `# ${setting.description}${values}${byDefault}`,
    setting.byDefault === undefined ? line : `#${setting.name}=`,
  ];
}

/** The text of .env.example. */
export const dotEnvExample = (): string =>
  [
    '# Настройки Kamerton. Скопируйте в .env или задайте в окружении; здесь – значения по умолчанию. Пустое значение – «не задано».',
    '# Любую настройку X можно держать в файле: X_FILE называет путь к нему (секреты контейнеров и systemd).',
    '# Этот файл пишет `npm run reference` по схеме настроек.',
    ...describedSettings().flatMap((group) => ['', `# ${group.title}`, '', ...group.settings.flatMap(dotEnvLines)]),
    '',
  ].join('\n');

/** A page of settings in one language. */
interface Language {
  head: readonly string[];
  columns: string;
  titleOf: (group: { title: string; english: string }) => string;
  explain: (setting: Setting) => { does: string; byDefault: string | undefined };
  number: (least: number, most: number | null) => string;
  address: string;
  text: string;
  empty: string;
}

const russian: Language = {
  head: [
    '# Настройки',
    '',
    '[English](en/configuration.md)',
    '',
    'Переменные окружения или файл `.env` рядом с `package.json`; ни одна не обязательна. Пустое значение – «не задано». Любую настройку `X`',
    'можно держать в файле, путь к которому называет `X_FILE` (секреты контейнеров и systemd). О всех ошибках настроек говорится сразу,',
    'при запуске. Эту страницу и [.env.example](../.env.example) пишет `npm run reference` по схеме, которой настройки и проверяются.',
  ],
  columns: '| настройка | что значит | значения | по умолчанию |',
  titleOf: ({ title }) => title,
  explain: ({ description, byDefault }) => ({ does: description, byDefault }),
  number: (least, most) => (most === null ? `число от ${least}` : `число от ${least} до ${most}`),
  address: 'адрес',
  text: 'текст',
  empty: 'пусто',
};

const english: Language = {
  head: [
    '# Settings',
    '',
    '[По-русски](../configuration.md)',
    '',
    'Environment variables, or a file `.env` beside `package.json`; none of them is required. An empty value means “not set”. Any setting `X` can be kept in a file whose path',
    '`X_FILE` names (secrets of containers and systemd). All errors of the settings are told at once, when Kamerton starts. This page and',
    '[.env.example](../../.env.example) are written by `npm run reference` from the schema that checks the settings.',
  ],
  columns: '| setting | what it means | values | default |',
  titleOf: ({ english: title }) => title,
  explain: ({ name }) => {
    const [does, byDefault] = Object.entries(settingsInEnglish).find(([known]) => known === name)?.[1] ?? [];
    if (does === undefined)
      throw new Error(`the setting ${name} lacks English words: add them to api/settings-english.ts`);
    return { does, byDefault };
  },
  number: (least, most) => (most === null ? `number from ${least}` : `number from ${least} to ${most}`),
  address: 'address',
  text: 'text',
  empty: 'empty',
};

function allowed(setting: Setting, words: Language): string {
  if (setting.enum !== undefined) return setting.enum.map((value) => `\`${value}\``).join(', ');
  if (setting.type === 'integer' || setting.type === 'number') {
    const most = setting.maximum === undefined || setting.maximum >= Number.MAX_SAFE_INTEGER ? null : setting.maximum;
    return words.number(setting.minimum ?? 0, most);
  }
  return setting.format === 'uri' ? words.address : words.text;
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function row(setting: Setting, words: Language): string {
  const { does, byDefault } = words.explain(setting);
  const standing = defaultOf(setting) === '' ? words.empty : `\`${defaultOf(setting)}\``;
  return `| ${[`\`${setting.name}\``, cell(does), allowed(setting, words), byDefault ?? standing].join(' | ')} |`;
}

const pageIn = (words: Language): string =>
  [
    ...words.head,
    ...describedSettings().flatMap((group) => [
      '',
      `## ${words.titleOf(group)}`,
      '',
      words.columns,
      '| --- | --- | --- | --- |',
      ...group.settings.map((setting) => row(setting, words)),
    ]),
    '',
  ].join('\n');

/** The text of docs/configuration.md. */
export const settingsPage = (): string => pageIn(russian);

/** The text of docs/en/configuration.md. */
export const settingsPageInEnglish = (): string => pageIn(english);

if (process.argv[1] === import.meta.filename) {
  await writeFile(new URL('../.env.example', import.meta.url), dotEnvExample());
  await writeFile(new URL('../docs/configuration.md', import.meta.url), settingsPage());
  await writeFile(new URL('../docs/en/configuration.md', import.meta.url), settingsPageInEnglish());
}
