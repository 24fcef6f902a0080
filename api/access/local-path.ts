/** Where a person may be sent after signing in: a path of this site and nothing else. */

/** The path with its search, or `/` for everything that could lead elsewhere. */
export function localPath(wanted: string | undefined): string {
  // `//host`, `/\host` and control characters (which browsers drop) lead to other hosts.
  if (wanted === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes('\\')) return '/';
  const here = 'http://here.invalid';
  const resolved = URL.canParse(wanted, here) ? new URL(wanted, here) : null;
  return resolved?.origin === here && !resolved.pathname.startsWith('//')
    ? `${resolved.pathname}${resolved.search}`
    : '/';
}
