import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerInput, WorkerMessage } from './worker/protocol.js';

/** Bundled server. This file has the same depth in `src` and in the package. */
const WORKER = new URL('../../dist/bundle/worker.js', import.meta.url);

/** Server in a worker thread of this process. */
export interface Server {
  url: string;
  /** Token of the control API, if the server requires one. */
  controlToken?: string;
  /** Ends the thread, and removes its files. */
  stop(): Promise<void>;
}

/** Starts the server. Rejects with one line if a setting is wrong. */
export async function startServer(env: Record<string, string>): Promise<Server> {
  const folder = temporaryFolder();
  const workerData: WorkerInput = { env, compileCache: join(tmpdir(), 'node-compile-cache') };
  // A database in memory is a temporary file.
  const place = { TMPDIR: folder, TEMP: folder, TMP: folder };
  const worker = new Worker(WORKER, { workerData, env: { ...process.env, ...place } });
  const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const end = async (): Promise<void> => {
    worker.ref();
    // A worker has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage('stop');
    await exit;
    remove(folder);
  };
  try {
    const started = await firstMessage(worker);
    // The process can end while the server runs.
    worker.unref();
    worker.on('error', ({ stack }) => process.emitWarning(`the server has ended: ${stack}`));
    return { ...started, stop: end };
  } catch (error) {
    await worker.terminate();
    remove(folder);
    throw error;
  }
}

/** Temporary folders of the servers that run. */
const folders = new Set<string>();
let removedAtExit = false;

/** Creates a folder that is removed with its server, or at the end of the process. */
function temporaryFolder(): string {
  if (!removedAtExit) process.once('exit', () => folders.forEach((one) => remove(one)));
  removedAtExit = true;
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-'));
  folders.add(folder);
  return folder;
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

async function firstMessage(worker: Worker): Promise<{ url: string; controlToken?: string }> {
  const message = await new Promise<WorkerMessage>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the server ended with exit code ${code}`)));
  });
  if ('error' in message) throw new Error(message.error);
  return message;
}
