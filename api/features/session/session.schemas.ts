/** Shapes of signing in and out. */
import { z } from 'zod';
import { permissions, roles } from '../../access/permissions.ts';

export const credentialsSchema = z.strictObject({
  login: z.string().min(1).max(200),
  password: z.string().min(1).max(1000),
});

export const sessionSchema = z.object({
  user: z.object({
    login: z.string(),
    name: z.string(),
    role: z.enum(roles),
    /** Set for operators: whose calls they are. */
    operatorId: z.string().nullable(),
  }),
  permissions: z.array(z.enum(permissions)),
  /** Time zone in which the pages show times. */
  timeZone: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;
