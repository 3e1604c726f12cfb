/** Thrown where a test cannot go on: the requirements that it did not come to are skipped, with that reason. */
export class SkipTest extends Error {}
