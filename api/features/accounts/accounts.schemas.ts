/** Shapes of the people and machines that may come in. */
import { z } from 'zod';
import { permissions, roles } from '../../access/permissions.ts';
import { plainText } from '../../access/plain-text.ts';
import { requestIdSchema } from '../../shapes/people.ts';

const permissionSchema = z.enum(permissions);
/** A call centre has hundreds of operators and tens of teams. */
const mostOperators = 2_000;
const mostTeams = 200;

const operatorId = plainText(200);
const ids = z.array(z.uuid()).max(mostTeams);

const accountSchema = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: z.enum(roles),
  operatorId: z.string().nullable(),
  /** Permissions beyond the role's own. */
  grants: z.array(permissionSchema),
  /** Who checks the password. */
  source: z.enum(['local', 'ldap', 'oidc']),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  createdAt: z.string(),
  lastSignInAt: z.string().nullable(),
  /** Teams that the person supervises. */
  teamIds: z.array(z.string()),
});

export const accountListSchema = z.object({
  items: z.array(accountSchema),
  /** What may be granted to each role. */
  grantable: z.record(z.enum(roles), z.array(permissionSchema)),
});

export const newAccountSchema = z.strictObject({
  login: plainText(100).refine((login) => /^[\p{L}\p{N}._@-]+$/u.test(login), 'буквы, цифры и знаки . _ @ -'),
  name: plainText(200),
  role: z.enum(roles),
  operatorId: operatorId.nullable(),
  grants: z.array(permissionSchema).max(permissions.length).default([]),
  teamIds: ids.default([]),
});

export const accountChangeSchema = z
  .strictObject({
    name: plainText(200),
    role: z.enum(roles),
    operatorId: operatorId.nullable(),
    grants: z.array(permissionSchema).max(permissions.length),
    teamIds: ids,
    disabled: z.boolean(),
  })
  .partial();

/** The account and its one-time password, which is shown this once. */
export const oneTimePasswordSchema = z.object({ id: z.string(), oneTimePassword: z.string() });

export const teamListSchema = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), operatorIds: z.array(z.string()) })),
});
export const teamBodySchema = z.strictObject({
  name: plainText(200),
  operatorIds: z.array(operatorId).max(mostOperators),
});

const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(permissionSchema),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export const keyListSchema = z.object({ items: z.array(keySchema), scopes: z.array(permissionSchema) });
export const newKeySchema = z.strictObject({
  id: requestIdSchema,
  name: plainText(200),
  scopes: z.array(permissionSchema).min(1).max(permissions.length),
  /** How long it is good. */
  days: z.number().int().min(1).max(730),
});
export const keySecretSchema = z.object({
  id: z.string(),
  /** Shown this once; the same request sent again makes another for the same key, while nobody has used it. */
  secret: z.string(),
});

export const idSchema = z.strictObject({ id: z.uuid() });
export const createdSchema = z.object({ id: z.string() });
