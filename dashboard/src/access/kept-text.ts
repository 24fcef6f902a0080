/** What a person has begun and not sent yet, kept in this browser: it outlives a crash and ends with signing out. */

const prefix = 'kamerton.kept.';
const nameOf = (owner: string, name: string) => `${prefix}${owner}.${name}`;

/** Empty when nothing is kept. */
export const keptText = (owner: string, name: string): string => localStorage.getItem(nameOf(owner, name)) ?? '';

/** An empty text is forgotten. */
export function keepText(owner: string, name: string, text: string): void {
  if (text === '') localStorage.removeItem(nameOf(owner, name));
  else localStorage.setItem(nameOf(owner, name), text);
}

/** Forgets everything that anybody began in this browser. */
export function forgetKeptTexts(): void {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  for (const name of names) localStorage.removeItem(name);
}
