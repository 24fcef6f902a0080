/** Writes what is said about the settings outside of the schema, .env.example and docs/configuration.md: `npm run reference`. */
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { apiConfigSchema } from './config.ts';

/** Settings of a kind stand together, in this order; those that fit no pattern belong to the first. */
const groups: readonly { title: string; names?: RegExp }[] = [
  { title: 'Сервер и обработка' },
  { title: 'Хранилище и очередь', names: /^(CLICKHOUSE_|DATABASE_URL|REDIS_URL)/ },
  { title: 'Распознавание речи', names: /^(ASR|SHERPA|WHISPER)_/ },
  { title: 'Каталог предприятия', names: /^LDAP_/ },
  { title: 'Единый вход', names: /^OIDC_/ },
  { title: 'Почта', names: /^SMTP_/ },
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
function describedSettings(): { title: string; settings: Setting[] }[] {
  const { properties = {} } = z.toJSONSchema(apiConfigSchema, { io: 'input', unrepresentable: 'any' });
  const settings = Object.entries(properties).map(([name, property]) => {
    const parsed = settingSchema.safeParse(property);
    if (!parsed.success) throw new Error(`the setting ${name} lacks a description: ${parsed.error.message}`);
    return { name, ...parsed.data };
  });
  const groupOf = (name: string) => groups.find((group) => group.names?.test(name)) ?? groups[0];
  return groups
    .map((group) => ({ title: group.title, settings: settings.filter(({ name }) => groupOf(name) === group) }))
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

function allowed(setting: Setting): string {
  if (setting.enum !== undefined) return setting.enum.map((value) => `\`${value}\``).join(', ');
  if (setting.type === 'integer' || setting.type === 'number') {
    const most = setting.maximum === undefined || setting.maximum >= Number.MAX_SAFE_INTEGER ? null : setting.maximum;
    const least = setting.minimum ?? 0;
    return most === null ? `число от ${least}` : `число от ${least} до ${most}`;
  }
  return setting.format === 'uri' ? 'адрес' : 'текст';
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const row = (setting: Setting) => {
  const standing = defaultOf(setting) === '' ? 'пусто' : `\`${defaultOf(setting)}\``;
  const columns = [`\`${setting.name}\``, cell(setting.description), allowed(setting), setting.byDefault ?? standing];
  return `| ${columns.join(' | ')} |`;
};

/** The text of docs/configuration.md. */
export const settingsPage = (): string =>
  [
    '# Настройки',
    '',
    'Переменные окружения или файл `.env` рядом с `package.json`; ни одна не обязательна. Пустое значение – «не задано». Любую настройку `X`',
    'можно держать в файле, путь к которому называет `X_FILE` (секреты контейнеров и systemd). О всех ошибках настроек говорится сразу,',
    'при запуске. Эту страницу и [.env.example](../.env.example) пишет `npm run reference` по схеме, которой настройки и проверяются.',
    ...describedSettings().flatMap((group) => [
      '',
      `## ${group.title}`,
      '',
      '| настройка | что значит | значения | по умолчанию |',
      '| --- | --- | --- | --- |',
      ...group.settings.map(row),
    ]),
    '',
  ].join('\n');

if (process.argv[1] === import.meta.filename) {
  await writeFile(new URL('../.env.example', import.meta.url), dotEnvExample());
  await writeFile(new URL('../docs/configuration.md', import.meta.url), settingsPage());
}
