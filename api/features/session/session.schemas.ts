/** Shapes of signing in and out, of one's password and one's sessions. */
import { z } from 'zod';
import { passwordLength } from '#analyzer';
import { permissions, roles } from '../../access/permissions.ts';
import { plainText } from '../../access/plain-text.ts';

/** Compared exactly: only what cannot be written in UTF-8 is refused. */
const typedPassword = z
  .string()
  .min(1)
  .max(passwordLength.most)
  .refine((text) => !/\p{Cs}/u.test(text), 'не текст');

export const credentialsSchema = z.strictObject({ login: plainText(200), password: typedPassword });

export const passwordChangeSchema = z.strictObject({ current: typedPassword, next: typedPassword });

export const sessionSchema = z.object({
  user: z.object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role: z.enum(roles),
    /** Set for operators: whose calls they are. */
    operatorId: z.string().nullable(),
  }),
  /** True while the password is a one-time one: nothing but changing it is allowed. */
  mustChangePassword: z.boolean(),
  permissions: z.array(z.enum(permissions)),
  /** Time zone in which the pages show times. */
  timeZone: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;

export const sessionListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      lastSeenAt: z.string(),
      ip: z.string(),
      /** Browser, as it called itself at sign-in. */
      agent: z.string(),
      /** The session that asks. */
      own: z.boolean(),
    }),
  ),
});

export const waysInSchema = z.object({
  /** What the button of the sign-on provider says; null without one. */
  signOn: z.string().nullable(),
});

/** Whatever a provider sends along; only what openid-client looks for is read. */
export const arrivalQuerySchema = z.record(z.string().max(100), z.string().max(8_192));
export const departureQuerySchema = z.strictObject({ next: z.string().max(500).optional() });
