/** A failure of the set-up that is shown to people as it is, without a stack trace. */

export class SetupError extends Error {}
