/**
 * Thrown when a test cannot continue. The requirements that the test did not reach are reported as
 * SKIP, with the message as the reason.
 */
export class SkipTest extends Error {}
