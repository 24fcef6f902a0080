/** Who may do what: one table, deny by default. Every route names its permission; the scope (whose calls) is in scope.ts. */

/** Roles of people. */
export const roles = ['operator', 'supervisor', 'trainer', 'manager', 'administrator'] as const;
/** `machine` is whoever shows an API key. */
export const actors = [...roles, 'machine'] as const;
export type Role = (typeof roles)[number];
export type Actor = (typeof actors)[number];

export const permissions = [
  'call.list',
  'call.read',
  'call.listen',
  'call.download',
  'call.export',
  'call.phone',
  'call.unmask',
  'call.every_team',
  'call.upload',
  'call.retry',
  'account.manage',
  'audit.read',
  'retention.manage',
  'privacy.manage',
  'health.read',
  'webhook.manage',
  'metrics.read',
  'live.follow',
  'review.decide',
  'review.acknowledge',
  'comment.write',
  'call.swap',
  'queue.read',
  'queue.assign',
  'filter.save',
  'desk.configure',
  'dispute.read',
  'dispute.open',
  'dispute.resolve',
  'proposal.read',
  'proposal.close',
  'coaching.read',
  'coaching.write',
  'coaching.acknowledge',
  'own_page.read',
  'operator_page.read',
  'trends.read',
  'report.manage',
  'search.words',
  'standard.read',
  'trust.read',
  'trust.lift',
  'calibration.take',
  'lexicon.read',
  'lexicon.edit',
  'lexicon.publish',
] as const;
export type Permission = (typeof permissions)[number];

interface Rights {
  /** What everybody of the role may do. */
  always: readonly Permission[];
  /** What an administrator may add for one person (or one API key). */
  grantable: readonly Permission[];
}

/**
 * Managers see scores but no transcript, trainers transcripts but neither sound nor telephone numbers, administrators
 * states but no content: personal data only where the work needs it. A key does nothing that it was not made for.
 */
const table: Record<Actor, Rights> = {
  operator: {
    always: [
      'call.list',
      'call.read',
      'call.listen',
      'live.follow',
      'review.acknowledge',
      'dispute.read',
      'dispute.open',
      'coaching.read',
      'coaching.acknowledge',
      'own_page.read',
      'standard.read',
    ],
    grantable: [],
  },
  supervisor: {
    always: [
      'call.list',
      'lexicon.read',
      'call.read',
      'call.listen',
      'call.export',
      'call.phone',
      'call.upload',
      'call.retry',
      'health.read',
      'live.follow',
      'review.decide',
      'comment.write',
      'call.swap',
      'queue.read',
      'queue.assign',
      'filter.save',
      'dispute.read',
      'dispute.resolve',
      'coaching.read',
      'coaching.write',
      'operator_page.read',
      'trends.read',
      'report.manage',
      'trust.read',
      'calibration.take',
      'search.words',
      'standard.read',
    ],
    grantable: ['call.every_team', 'call.download', 'call.unmask'],
  },
  trainer: {
    always: [
      'call.list',
      'lexicon.read',
      'lexicon.edit',
      'lexicon.publish',
      'call.read',
      'call.export',
      'live.follow',
      'comment.write',
      'filter.save',
      'dispute.read',
      'proposal.read',
      'proposal.close',
      'trends.read',
      'trust.read',
      'trust.lift',
      'calibration.take',
      'search.words',
      'standard.read',
    ],
    grantable: ['call.listen', 'call.phone', 'call.download', 'call.unmask'],
  },
  manager: {
    always: [
      'call.list',
      'lexicon.read',
      'call.export',
      'live.follow',
      'filter.save',
      'desk.configure',
      'trends.read',
      'report.manage',
      'trust.read',
      'trust.lift',
      'standard.read',
    ],
    // What was said is searched by those who may read it: `search.words` is worth nothing without `call.read`.
    grantable: ['call.read', 'call.listen', 'call.phone', 'call.download', 'call.unmask', 'search.words'],
  },
  administrator: {
    always: [
      'call.list',
      'lexicon.read',
      'lexicon.publish',
      'call.upload',
      'call.retry',
      'account.manage',
      'audit.read',
      'retention.manage',
      'privacy.manage',
      'health.read',
      'webhook.manage',
      'metrics.read',
      'live.follow',
      'filter.save',
      'desk.configure',
      'standard.read',
    ],
    grantable: [],
  },
  machine: {
    always: [],
    grantable: ['call.list', 'call.read', 'call.listen', 'call.upload', 'call.retry', 'health.read', 'metrics.read'],
  },
};

/** What an administrator may add for somebody of the role; the scopes of an API key. */
export function grantableTo(actor: Actor): readonly Permission[] {
  return table[actor].grantable;
}

/** What somebody may do: the role's own and those of the grants that the role may have. */
export function permissionsOf(actor: Actor, grants: readonly string[] = []): Permission[] {
  const { always, grantable } = table[actor];
  return [...always, ...grantable.filter((permission) => grants.includes(permission))];
}

/** True when the role, with its grants, has the permission; anything not in the table is denied. */
export function isAllowed(actor: Actor, permission: Permission, grants: readonly string[] = []): boolean {
  const { always, grantable } = table[actor];
  return always.includes(permission) || (grantable.includes(permission) && grants.includes(permission));
}

/** The same of whoever has the account; its role is one of the table's, the store keeps no other. */
export const mayDo = ({ role, grants }: { role: string; grants: readonly string[] }, permission: Permission): boolean =>
  isAllowed(role as Actor, permission, grants);

/** What a route declares: a permission, any signed-in person, or open to everyone (signing in, liveness). */
export type RouteAccess = Permission | 'signed_in' | 'public';
