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

/** The same for this tab alone, until it is closed; null when nothing is kept. */
export const keptInTab = (name: string): string | null => sessionStorage.getItem(prefix + name);
export const keepInTab = (name: string, text: string): void => sessionStorage.setItem(prefix + name, text);

/** Names of what a person has kept that begin so, in order. */
export const keptNames = (owner: string, beginning: string): string[] =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(nameOf(owner, beginning)))
    .map((name) => name.slice(nameOf(owner, '').length))
    .sort();

/** Forgets everything that anybody began in this browser. */
export function forgetKeptTexts(): void {
  for (const store of [localStorage, sessionStorage]) {
    for (const name of Object.keys(store).filter((one) => one.startsWith(prefix))) store.removeItem(name);
  }
}
