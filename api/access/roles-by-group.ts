/** Which role a group of the company's directory gives. */
import { z } from 'zod';
import { type Role, roles } from './permissions.ts';

const pairSchema = z.object({ group: z.string().min(1), role: z.enum(roles) });

/** `группа=роль; другая группа=роль`: the order is the order in which they count. */
export const rolesByGroupSchema = z
  .string()
  .default('')
  .transform((text, context) => {
    const pairs: { group: string; role: Role }[] = [];
    for (const part of text.split(';')) {
      if (part.trim() === '') continue;
      const at = part.lastIndexOf('=');
      const pair = pairSchema.safeParse({ group: part.slice(0, at).trim(), role: part.slice(at + 1).trim() });
      if (pair.success) pairs.push(pair.data);
      else
        context.addIssue({ code: 'custom', message: `«${part.trim()}» – не «группа=роль»; роли: ${roles.join(', ')}` });
    }
    return pairs;
  });
export type RolesByGroup = z.infer<typeof rolesByGroupSchema>;

/** The role of somebody in these groups, whatever their letter case; null when no group gives one. */
export function roleOfGroups(groups: readonly string[], rolesByGroup: RolesByGroup): Role | null {
  const names = new Set(groups.map((group) => group.toLowerCase()));
  return rolesByGroup.find(({ group }) => names.has(group.toLowerCase()))?.role ?? null;
}
