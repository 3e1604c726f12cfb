/** Input of the worker. */
export interface WorkerInput {
  /** Environment variables of docs/settings.md. The variables of the process do not count. */
  env: Record<string, string>;
  /** Folder for compiled code, which is not part of the temporary files of the worker. */
  compileCache: string;
}

/** Message of the worker: it listens, or it cannot start, with the reason in one line. */
export type WorkerMessage = { url: string; controlToken?: string } | { error: string };
