/** The environment of the server: the analyzer's settings, where the pages are served, and who may vouch for people. */

import { z } from 'zod';
import { analyzerConfigSchema } from '#analyzer';
import { rolesByGroupSchema } from './access/roles-by-group.ts';
import { secretFault } from './access/secret-fault.ts';

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

export const apiConfigSchema = analyzerConfigSchema
  .extend({
    /** Address to listen on; the default is reachable from this machine only. */
    KAMERTON_HOST: z.string().min(1).default('127.0.0.1'),
    KAMERTON_PORT: z.coerce.number().int().min(0).max(65_535).default(8_420),
    /** Address people type, when a proxy stands in front; with https the session cookie is `__Host-` and Secure. */
    KAMERTON_PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
    /** Proxies whose word about the client's address counts: addresses or networks, separated by commas. */
    KAMERTON_TRUSTED_PROXIES: optional(z.string().regex(/^[0-9a-f.:/, ]+$/i, 'адреса или сети через запятую')),
    /** Key of short-lived links and device marks; empty = one in <data>/state, made at the first start. */
    KAMERTON_SECRET: secret(32),
    /** Time zone of the call centre, shown beside times. */
    /** Sound of calls without words, in which nothing could be masked: `closed` to all who may not unmask, or `open`. */
    KAMERTON_UNCHECKED_SOUND: z.enum(['closed', 'open']).default('closed'),
    KAMERTON_TIME_ZONE: z
      .string()
      .default('Europe/Moscow')
      .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'неизвестный часовой пояс'),

    /** Directory (LDAP, Active Directory): ldaps://, or ldap:// with StartTLS; empty = none. */
    LDAP_URL: optional(z.url({ protocol: /^ldaps?$/ })),
    /** Certificate authority of the directory, PEM; empty = those of the system. */
    LDAP_CA: optional(z.string().startsWith('-----BEGIN CERTIFICATE-----')),
    /** Account that searches the directory. */
    LDAP_BIND_DN: optional(z.string()),
    LDAP_PASSWORD: secret(8),
    /** Where people and groups are searched. */
    LDAP_BASE_DN: optional(z.string()),
    LDAP_LOGIN_ATTRIBUTE: attribute('sAMAccountName'),
    LDAP_NAME_ATTRIBUTE: attribute('displayName'),
    /** Attribute with an id that outlives renaming; people are known by it. */
    LDAP_ID_ATTRIBUTE: attribute('objectGUID'),
    /** Attribute with the operator's id in the telephony; empty = none. */
    LDAP_OPERATOR_ATTRIBUTE: optional(z.string().regex(/^[a-z][a-z0-9-]*$/i)),
    /** Roles of the directory's groups: `группа=роль`, separated by semicolons; the first that fits counts. */
    LDAP_ROLES: rolesByGroupSchema,

    /** Sign-on provider (OpenID Connect); empty = none. */
    OIDC_ISSUER: optional(z.url({ protocol: /^https?$/ })),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: secret(16),
    /** What the button of the sign-in page says. */
    OIDC_NAME: z.string().max(60).default('единый вход'),
    /** Claim with the person's groups. */
    OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
    /** Claim with the operator's id in the telephony; empty = none. */
    OIDC_OPERATOR_CLAIM: optional(z.string()),
    OIDC_ROLES: rolesByGroupSchema,
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
    const secrets = [
      config.KAMERTON_SECRET,
      config.LDAP_PASSWORD,
      config.OIDC_CLIENT_SECRET,
      config.CLICKHOUSE_PASSWORD,
    ];
    const given = secrets.filter((one) => one !== undefined && one !== '');
    if (new Set(given).size < given.length)
      context.addIssue({ code: 'custom', path: ['KAMERTON_SECRET'], message: 'секреты совпадают: возьмите разные' });
  });
export type ApiConfig = z.infer<typeof apiConfigSchema>;

function attribute(name: string) {
  return z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/i)
    .default(name);
}
