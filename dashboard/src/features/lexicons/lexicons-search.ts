/** What the addresses of the workbench say. Anything that makes no sense is left out. */
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1), z.maxLength(200));
const sentence = z.string().check(z.minLength(1), z.maxLength(500));
const file = z.string().check(z.regex(/^[a-z_]+(\/[a-z_]+)?\.(yaml|csv)$/));
const source = z.string().check(z.regex(/^(program|v[1-9]\d{0,5}|[0-9a-f-]{36})$/));
const kept = <Names extends string, T>(raw: Record<string, unknown>, readers: Record<Names, z.ZodMiniType<T>>) =>
  Object.fromEntries(
    Object.entries<z.ZodMiniType<T>>(readers).map(([name, reader]) => [name, reader.safeParse(raw[name]).data]),
  ) as { [Name in Names]?: T | undefined };

export interface LexiconsSearch {
  tab?: 'suggestions' | undefined;
}
export const readLexiconsSearch = (raw: Record<string, unknown>): LexiconsSearch =>
  kept(raw, { tab: z.literal('suggestions') });

export const draftTabs = ['changes', 'problems', 'run'] as const;
export interface DraftSearch {
  /** Absent: the entries. */
  tab?: (typeof draftTabs)[number] | undefined;
  file?: string | undefined;
  /** What is looked for in the file. */
  q?: string | undefined;
  /** Sentence that the entry named by `q` is proposed not to find. */
  miss?: string | undefined;
}
export const readDraftSearch = (raw: Record<string, unknown>): DraftSearch => ({
  ...kept(raw, { tab: z.enum(draftTabs) }),
  ...kept(raw, { file, q: text, miss: sentence }),
});

export type VersionSearch = Omit<DraftSearch, 'tab'>;
export const readVersionSearch = (raw: Record<string, unknown>): VersionSearch => ({
  ...kept(raw, { file, q: text }),
  miss: undefined,
});

export interface CompareSearch {
  from?: string | undefined;
  to?: string | undefined;
}
export const readCompareSearch = (raw: Record<string, unknown>): CompareSearch =>
  kept(raw, { from: source, to: source });
