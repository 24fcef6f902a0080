/** Who is signed in, for every page behind the sign-in. */
import { createContext, useContext, useMemo } from 'react';
import type { Permission, Session } from '../api/shapes.ts';
import { formatIn } from '../i18n/format.ts';
import { useLanguage } from '../i18n/language.tsx';

export const SessionContext = createContext<Session | null>(null);

/** The session. Only for components inside the session gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside of the session gate');
  return session;
}

/** True when the person may do it. The server decides again; this only spares useless buttons. */
export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission);

/** Formats in the chosen language and the call centre's time zone. */
export function useFormat() {
  const { language } = useLanguage();
  const { timeZone } = useSession();
  return useMemo(() => formatIn(language, timeZone), [language, timeZone]);
}
