import module from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerInput, WorkerMessage } from './protocol.js';

/** Time in which requests can finish when the sandbox stops. */
const STOP_TIMEOUT_MS = 2000;

const { env, compileCache } = workerData as WorkerInput;
const cache = module as {
  enableCompileCache?: (folder: string) => void;
  flushCompileCache?: () => void;
};
// Half of a start is compiling. Node 22 and later keep the result for the next start.
cache.enableCompileCache?.(compileCache);
const [
  { createApp, listen },
  { readConfig },
  { settingMessageOf },
  { knownSettings },
  { CONFIG },
  { startTimer },
] = await Promise.all([
  import('../../app/app.js'),
  import('../../app/read-config.js'),
  import('../../app/serve.js'),
  import('../../roles/index.js'),
  import('../../platform/config/config.js'),
  import('../../platform/time/time.js'),
]);

try {
  const config = readConfig(env, knownSettings());
  const app = await createApp(config);
  parentPort?.once('message', () => {
    startTimer(STOP_TIMEOUT_MS, () => process.exit(0));
    void app.close().finally(() => process.exit(0));
  });
  const url = await listen(app, config);
  const { sandboxToken } = app.get<{ sandboxToken?: string }>(CONFIG);
  tell({ url, ...(sandboxToken !== undefined && { controlToken: sandboxToken }) });
  cache.flushCompileCache?.();
} catch (error) {
  tell({ error: settingMessageOf(error as NodeJS.ErrnoException, env) ?? traceOf(error as Error) });
}

function tell(message: WorkerMessage): void {
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message);
}

function traceOf({ stack, message }: Error): string {
  return stack ?? message;
}
