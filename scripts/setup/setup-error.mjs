/** A failure of the set-up that is shown to people as it is, without a stack trace. */

export class SetupError extends Error {
  /**
   * @param {string} message what is missing and the way out
   * @param {{ goOn?: boolean }} [options] goOn: the rest works without it
   */
  constructor(message, options = {}) {
    super(message);
    this.goOn = options.goOn === true;
  }
}
