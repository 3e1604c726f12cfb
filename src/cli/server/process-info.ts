import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Facts about a process of this machine. */
export interface ProcessInfo {
  parent: number;
  args: string[];
  /** Time of its start, in the form of the system. It tells two processes with the same id apart. */
  startedAt: string;
}

/** Describes a running process; undefined: it does not exist, or has ended and waits for its parent. */
export function processInfo(pid: number): ProcessInfo | undefined {
  return existsSync('/proc/self/stat') ? infoOfLinux(pid) : infoOfPs(pid);
}

/** True if the process exists and has not ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !existsSync('/proc/self/stat') || infoOfLinux(pid) !== undefined;
}

/** Reads `/proc` (proc_pid_stat(5)). The name of the program, in parentheses, may have spaces. */
function infoOfLinux(pid: number): ProcessInfo | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent, ...more] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return { parent: Number(parent), args: args.slice(0, -1), startedAt: more[17] ?? '' };
  } catch {
    return undefined;
  }
}

/** Asks `ps`. The time has five words: `Mon Nov 30 11:06:37 2026`. */
function infoOfPs(pid: number): ProcessInfo | undefined {
  const columns = ['-o', 'ppid=,lstart=,args=', '-p', String(pid)];
  try {
    const line = execFileSync('ps', columns, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [parent, ...words] = line.trim().split(/\s+/);
    return {
      parent: Number(parent),
      args: words.slice(5),
      startedAt: words.slice(0, 5).join(' '),
    };
  } catch {
    return undefined;
  }
}
