/** What the address of «Защита данных» says: which tab is open, what of the log is shown. Anything that makes no sense is left out. */
import * as z from 'zod/mini';
import type { AuditAction } from '../../api/shapes.ts';
import { ruProtection } from '../../i18n/ru-protection.ts';

const someText = z.string().check(z.minLength(1), z.maxLength(200));
const actions = Object.keys(ruProtection.protection.actions) as AuditAction[];
const readers = {
  /** Absent: the log of actions. */
  tab: z.enum(['retention', 'privacy']),
  actor: someText,
  action: z.enum(actions),
  object: someText,
  from: z.iso.date(),
  to: z.iso.date(),
};
type Name = keyof typeof readers;
const names = Object.keys(readers) as Name[];
export type ProtectionSearch = { [N in Name]?: z.infer<(typeof readers)[N]> | undefined };

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export function readProtectionSearch(raw: Record<string, unknown>): ProtectionSearch {
  return Object.fromEntries(names.map((name) => [name, readers[name].safeParse(raw[name]).data])) as ProtectionSearch;
}

/** Names of the values that `readProtectionSearch` drops. */
export const brokenInProtectionSearch = (raw: Record<string, unknown>): Name[] =>
  names.filter((name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success);

/** Whether anything narrows the log. */
export const isNarrowed = ({ tab: _, ...filters }: ProtectionSearch): boolean =>
  Object.values(filters).some((value) => value !== undefined);
