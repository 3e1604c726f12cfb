import { execFile } from 'node:child_process';

const STEP_MARK = '--- step ---';
const TIMEOUT_MS = 180_000;

/** Result of a document's commands: the output of each step that was started, and the exit code of the last one. */
export interface Run {
  outputs: string[];
  exitCode: number;
}

/** Runs the steps of a document in one bash session. stderr is part of the output. */
export function runSteps(
  commands: readonly string[],
  cwd: string,
  env: Record<string, string | undefined>,
): Promise<Run> {
  const script = [
    'set -euo pipefail',
    // A command that a failed document left behind would keep the output open.
    `trap 'kill $(jobs -p) 2>/dev/null || true' EXIT`,
    'exec 2>&1',
    ...commands.flatMap((text) => [`printf '\\n%s\\n' '${STEP_MARK}'`, text]),
  ].join('\n');
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['-c', script],
      { cwd, env, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 },
      (error, output) => {
        const [, ...outputs] = output.split(`\n${STEP_MARK}\n`);
        resolve({ outputs, exitCode: error ? Number(error.code ?? 1) : 0 });
      },
    );
  });
}
