/**
 * Thrown when a test cannot continue. The requirements that the test did not reach are reported as
 * SKIP, with the message as the reason.
 */
export class SkipTest extends Error {
  constructor(
    message: string,
    /** Id of the failed requirement that makes the test impossible. */
    override readonly cause?: string,
  ) {
    super(message);
  }
}
