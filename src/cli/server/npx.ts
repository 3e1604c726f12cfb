import type { Environment } from '../../app/read-config.js';
import { startTicker } from '../../platform/time/time.js';
import { isRunning, processInfo } from './process-info.js';

const CHECK_MS = 500;

/**
 * Stops the server when the `npx` that started it has ended. npx passes SIGTERM to its shell only, and nothing when it is
 * killed. A server that was not started by npx is left alone, because its parent may end: under nohup, systemd or Docker.
 */
export function stopWithNpx(env: Environment): void {
  const { npm_command: command, npm_lifecycle_script: script = '' } = env;
  if (command !== 'exec' || !/^'?ketenlab\b/.test(script)) return;
  const started = startersOf(process.ppid);
  const stopTicker = startTicker(CHECK_MS, () => {
    if (started.every(isRunning)) return;
    stopTicker();
    process.kill(process.pid, 'SIGTERM');
  });
}

/** The process of npx, and the shell that it may use: `sh -c ketenlab serve`. */
function startersOf(parent: number): number[] {
  const info = processInfo(parent);
  return info?.args[1] === '-c' ? [parent, info.parent] : [parent];
}
