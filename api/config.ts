/** The environment of the server: the analyzer's settings, where the pages are served, and who may vouch for people. */

import { z } from 'zod';
import { analyzerConfigSchema, type MangoKeys } from '#analyzer';
import { rolesByGroupSchema } from './access/roles-by-group.ts';
import { secretFault } from './access/secret-fault.ts';
import type { UploadLimits } from './features/uploads/upload-room.ts';

/** An empty value in the environment (`X=`) means «not set». */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const secret = (least: number) =>
  optional(
    z.string().superRefine((value, context) => {
      const fault = secretFault(value, least);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    }),
  );

/** Names separated by commas or spaces, lower case. */
const nameList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  );
const hostList = nameList.pipe(z.array(z.string().regex(/^[a-z0-9.:_-]+$/, 'имена или адреса узлов через запятую')));

export const apiConfigSchema = analyzerConfigSchema
  .extend({
    KAMERTON_HOST: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Где слушать; адрес по умолчанию доступен только с этой машины.'),
    KAMERTON_PORT: z.coerce.number().int().min(0).max(65_535).default(8_420).describe('Порт сервера.'),
    KAMERTON_PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })).describe(
      'Адрес, который набирают люди, если впереди стоит прокси; с https сессия защищена флагом Secure.',
    ),
    KAMERTON_TRUSTED_PROXIES: optional(z.string().regex(/^[0-9a-f.:/, ]+$/i, 'адреса или сети через запятую')).describe(
      'Прокси, которым верят на слово об адресе клиента: адреса или сети через запятую.',
    ),
    KAMERTON_SECRET: secret(32).describe(
      'Секрет сервера для коротких ссылок и отметок устройств, не короче 32 знаков; пусто – создаётся сам в папке данных.',
    ),
    KAMERTON_UNCHECKED_SOUND: z
      .enum(['closed', 'open'])
      .default('closed')
      .describe(
        'Звук звонков без слов, в которых нечего было скрыть: closed – только тем, кому можно видеть личные данные, open – всем, кому виден звонок.',
      ),

    KAMERTON_UPLOADS_BYTES: z.coerce
      .number()
      .int()
      .min(1_000)
      .default(21_474_836_480)
      .describe('Сколько места могут занять незаконченные загрузки всех людей и ключей вместе, байт.'),
    KAMERTON_UPLOADS_PERSON_BYTES: z.coerce
      .number()
      .int()
      .min(1_000)
      .default(5_368_709_120)
      .describe('То же для одного человека или ключа, байт; не меньше самой большой записи.'),

    KAMERTON_PRIVATE_HOSTS: hostList.describe(
      'Узлы внутренней сети, к которым можно обращаться вебхукам и за записями (имена или адреса через запятую); к ним можно и без https.',
    ),
    KAMERTON_PULL_HOSTS: hostList.describe(
      'Узлы, с которых можно забирать записи по ссылке из /api/incoming/calls, через запятую; пусто – ни с каких.',
    ),
    KAMERTON_INCOMING_SECRET: secret(16).describe(
      'Секрет подписи сообщений о звонках (/api/incoming/calls); пусто – достаточно ключа API.',
    ),

    KAMERTON_MANGO_KEY: optional(z.string().max(200)).describe(
      'Код АТС Mango Office («Уникальный код вашей АТС»); пусто – сообщения Mango не принимаются.',
    ),
    KAMERTON_MANGO_SALT: secret(16).describe('Ключ подписи Mango Office («Ключ для создания подписи»).'),
    KAMERTON_MANGO_URL: z
      .url({ protocol: /^https?$/ })
      .default('https://app.mango-office.ru/vpbx')
      .describe('Адрес API Mango Office; его узел и узел с записями должны быть в KAMERTON_PULL_HOSTS.'),
    KAMERTON_UIS_SECRET: secret(16).describe(
      'Секрет в шаблоне уведомлений UIS, CoMagic, Novofon (/api/incoming/uis); пусто – они не принимаются.',
    ),

    LDAP_URL: optional(z.url({ protocol: /^ldaps?$/ })).describe(
      'Каталог предприятия (LDAP, Active Directory, ALD Pro): ldaps:// или ldap:// со StartTLS, без TLS не подключаемся; пусто – без каталога.',
    ),
    LDAP_CA: optional(z.string().startsWith('-----BEGIN CERTIFICATE-----')).describe(
      'Сертификат центра, который подписал сертификат каталога (PEM; удобнее LDAP_CA_FILE); пусто – центры системы.',
    ),
    LDAP_BIND_DN: optional(z.string()).describe('Учётная запись, которая ищет людей в каталоге.'),
    LDAP_PASSWORD: secret(8).describe('Пароль этой учётной записи.'),
    LDAP_BASE_DN: optional(z.string()).describe('Где искать людей и группы.'),
    LDAP_LOGIN_ATTRIBUTE: attribute('sAMAccountName').describe('Свойство с логином (FreeIPA, ALD Pro: uid).'),
    LDAP_NAME_ATTRIBUTE: attribute('displayName').describe('Свойство с именем (FreeIPA, ALD Pro: cn).'),
    LDAP_ID_ATTRIBUTE: attribute('objectGUID').describe(
      'Свойство с постоянным номером записи, который переживает переименование (FreeIPA, ALD Pro: ipaUniqueID).',
    ),
    LDAP_OPERATOR_ATTRIBUTE: optional(z.string().regex(/^[a-z][a-z0-9-]*$/i)).describe(
      'Свойство с номером оператора в АТС; пусто – нет такого.',
    ),
    LDAP_ROLES: rolesByGroupSchema.describe(
      'Роли групп каталога, по порядку важности: kamerton-admins=administrator; контролёры=supervisor; операторы=operator.',
    ),

    OIDC_ISSUER: optional(z.url({ protocol: /^https?$/ })).describe(
      'Единый вход (OpenID Connect: Keycloak и другие); нужен KAMERTON_PUBLIC_URL. Адрес возврата: <KAMERTON_PUBLIC_URL>/api/session/oidc/callback.',
    ),
    OIDC_CLIENT_ID: optional(z.string()).describe('Имя Kamerton у сервера единого входа.'),
    OIDC_CLIENT_SECRET: secret(16).describe('Секрет Kamerton у сервера единого входа.'),
    OIDC_NAME: z.string().max(60).default('единый вход').describe('Что написано на кнопке единого входа.'),
    OIDC_GROUPS_CLAIM: z.string().min(1).default('groups').describe('Поле с группами человека.'),
    OIDC_OPERATOR_CLAIM: optional(z.string()).describe('Поле с номером оператора в АТС; пусто – нет такого.'),
    OIDC_ROLES: rolesByGroupSchema.describe('Роли групп единого входа, запись как в LDAP_ROLES.'),

    SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })).describe(
      'Почтовый сервер для отчётов: smtps://логин:пароль@сервер или smtp://сервер:587 (со STARTTLS); пусто – письма не отправляются.',
    ),
    SMTP_FROM: optional(z.string().regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, 'адрес или «Имя <адрес>»')).describe(
      'От кого письма: адрес или «Имя <адрес>».',
    ),
    SMTP_TLS: z
      .enum(['required', 'off'])
      .default('required')
      .describe('Шифрование smtp://: required – только со STARTTLS, off – без шифрования (сервер на этой же машине).'),
    SMTP_DOMAINS: nameList.describe('Домены, на адреса которых можно слать отчёты, через запятую; пусто – любые.'),
  })
  .superRefine((config, context) => {
    const need = (name: keyof typeof config, because: string) => {
      if (config[name] === undefined)
        context.addIssue({ code: 'custom', path: [name], message: `нужно вместе с ${because}` });
    };
    if (config.LDAP_URL !== undefined)
      for (const name of ['LDAP_BIND_DN', 'LDAP_PASSWORD', 'LDAP_BASE_DN'] as const) need(name, 'LDAP_URL');
    if (config.OIDC_ISSUER !== undefined)
      for (const name of ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'KAMERTON_PUBLIC_URL'] as const)
        need(name, 'OIDC_ISSUER');
    const issuer = config.OIDC_ISSUER === undefined ? null : new URL(config.OIDC_ISSUER);
    if (issuer?.protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname))
      context.addIssue({ code: 'custom', path: ['OIDC_ISSUER'], message: 'нужен https' });
    if (config.KAMERTON_MANGO_KEY !== undefined) need('KAMERTON_MANGO_SALT', 'KAMERTON_MANGO_KEY');
    if (config.SMTP_URL !== undefined) need('SMTP_FROM', 'SMTP_URL');
    const secrets = [
      config.KAMERTON_SECRET,
      config.LDAP_PASSWORD,
      config.KAMERTON_INCOMING_SECRET,
      config.KAMERTON_MANGO_SALT,
      config.KAMERTON_UIS_SECRET,
      config.OIDC_CLIENT_SECRET,
      config.CLICKHOUSE_PASSWORD,
    ];
    const given = secrets.filter((one) => one !== undefined && one !== '');
    if (new Set(given).size < given.length)
      context.addIssue({ code: 'custom', path: ['KAMERTON_SECRET'], message: 'секреты совпадают: возьмите разные' });
  });
export type ApiConfig = z.infer<typeof apiConfigSchema>;

/** What Mango Office and we share; null when it is not connected. */
export function mangoKeysOf(config: ApiConfig): MangoKeys | null {
  const { KAMERTON_MANGO_KEY: key, KAMERTON_MANGO_SALT: salt, KAMERTON_MANGO_URL: url } = config;
  return key === undefined || salt === undefined ? null : { key, salt, url: url.replace(/\/+$/, '') };
}

/** How much may lie unfinished in the folder of uploads. */
export const uploadLimitsOf = (config: ApiConfig): UploadLimits => ({
  allBytes: config.KAMERTON_UPLOADS_BYTES,
  personBytes: config.KAMERTON_UPLOADS_PERSON_BYTES,
});

function attribute(name: string) {
  return z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/i)
    .default(name);
}
