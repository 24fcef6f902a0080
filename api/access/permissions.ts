/** Who may do what: one table, deny by default. Every route names its permission; the scope (whose calls) is in scope.ts. */

export const roles = ['operator', 'supervisor', 'trainer', 'manager', 'administrator'] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'call.list',
  'call.read',
  'call.listen',
  'call.upload',
  'call.retry',
  'health.read',
  'live.follow',
] as const;
export type Permission = (typeof permissions)[number];

/**
 * Managers see scores but no transcript, trainers transcripts but no sound, administrators states but no content:
 * personal data only where the work needs it.
 */
const table: Record<Role, readonly Permission[]> = {
  operator: ['call.list', 'call.read', 'call.listen', 'live.follow'],
  supervisor: ['call.list', 'call.read', 'call.listen', 'call.upload', 'call.retry', 'health.read', 'live.follow'],
  trainer: ['call.list', 'call.read', 'live.follow'],
  manager: ['call.list', 'live.follow'],
  administrator: ['call.list', 'call.upload', 'call.retry', 'health.read', 'live.follow'],
};

/** What a role may do. */
export function permissionsOf(role: Role): readonly Permission[] {
  return table[role];
}

/** True when the role has the permission; anything not in the table is denied. */
export function isAllowed(role: Role, permission: Permission): boolean {
  return table[role].includes(permission);
}

/** What a route declares: a permission, any signed-in person, or open to everyone (signing in, liveness). */
export type RouteAccess = Permission | 'signed_in' | 'public';
