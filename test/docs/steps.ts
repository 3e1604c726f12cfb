import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const STEP_MARK = '--- step ---';
const TIMEOUT_MS = 180_000;

/** Result of a document's commands: the output of each step that was started, and the exit code of the last one. */
export interface Run {
  outputs: string[];
  exitCode: number;
}

/**
 * Runs the steps of a document in one bash session. stderr is part of the output, colours are not. After the timeout, bash and the commands
 * that it started are killed, and the exit code is 137.
 */
export async function runSteps(
  commands: readonly string[],
  cwd: string,
  env: Record<string, string | undefined>,
  timeoutMs = TIMEOUT_MS,
): Promise<Run> {
  const script = [
    'set -euo pipefail',
    // A command that a failed document left behind would keep the output open.
    `trap 'kill $(jobs -p) 2>/dev/null || true' EXIT`,
    'exec 2>&1',
    ...commands.flatMap((text) => [`printf '\\n%s\\n' '${STEP_MARK}'`, text]),
  ].join('\n');
  // Its own process group, so that a timeout ends its commands too.
  const bash = spawn('bash', ['-c', script], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  bash.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const timer = setTimeout(() => process.kill(-bash.pid!, 'SIGKILL'), timeoutMs);
  const code = await new Promise<number | null>((resolve) => bash.once('close', resolve));
  clearTimeout(timer);
  const output = stripVTControlCharacters(Buffer.concat(chunks).toString());
  const [, ...outputs] = output.split(`\n${STEP_MARK}\n`);
  return { outputs, exitCode: code ?? 137 };
}
