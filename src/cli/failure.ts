/** Exit codes of commands that fail. `exit-codes.ts` has their meanings. */
export const exitCodes = { failed: 1, usage: 2, notReady: 3 } as const;

/** Error with the exit code of the command. Its message is for the user. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}
