import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { exitCodes, Failure } from '../failure.js';
import { processInfo } from './process-info.js';

/** Folder of the server that was detached from a folder. It is the default folder of the database. */
const FOLDER = 'data';

/** Server that was detached from this folder. Without `url` it is starting. */
export interface DetachedServer {
  pid: number;
  processStartedAt: string;
  /** Name of the machine: process ids of another container mean nothing here. */
  machine: string;
  url?: string;
  version: string;
  /** Time of the start, in UTC. */
  startedAt: string;
  /** Address of the database, without credentials. */
  database: string;
  log: string;
}

/** The file that says which server was detached from this folder, and the log of that server. */
export class ServerFile {
  readonly folder: string;
  readonly path: string;
  readonly log: string;

  constructor(root = process.cwd()) {
    this.folder = join(root, FOLDER);
    this.path = join(this.folder, 'ketenlab.server.json');
    this.log = join(this.folder, 'ketenlab.log');
  }

  /** Finds the server if it is running. A file that is left from one that ended counts as none. */
  find(): DetachedServer | undefined {
    const server = this.read();
    if (server?.machine !== hostname()) return undefined;
    const found = processInfo(server.pid);
    return found?.startedAt === server.processStartedAt ? server : undefined;
  }

  /**
   * Claims the folder for a server that is about to start. Only one of several commands succeeds; the others get the server
   * that is running.
   */
  claim(server: DetachedServer): DetachedServer | undefined {
    try {
      mkdirSync(this.folder, { recursive: true });
      const running = this.find();
      if (running) return running;
      rmSync(this.path, { force: true });
      writeFileSync(this.path, textOf(server), { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const other = code === 'EEXIST' ? this.find() : undefined;
      if (other) return other;
      throw new Failure(`${this.folder} cannot be used: ${message}`, exitCodes.usage);
    }
  }

  /** Replaces the content in one step, so that no reader gets half of it. */
  write(server: DetachedServer): void {
    const next = `${this.path}.next`;
    writeFileSync(next, textOf(server), { mode: 0o600 });
    renameSync(next, this.path);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  private read(): DetachedServer | undefined {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as DetachedServer;
    } catch {
      return undefined;
    }
  }
}

/** Describes a process of this machine, for the file. */
export function identityOf(
  pid: number,
): Pick<DetachedServer, 'pid' | 'processStartedAt' | 'machine'> {
  const processStartedAt = processInfo(pid)?.startedAt ?? '';
  return { pid, processStartedAt, machine: hostname() };
}

function textOf(server: DetachedServer): string {
  return `${JSON.stringify(server, null, 2)}\n`;
}
