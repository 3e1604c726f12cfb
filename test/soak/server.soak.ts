import { expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { statSync } from 'node:fs';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { Workspace } from '../support/test-server.js';
import { Load } from './load.js';
import { slopeOf } from './trend.js';

const MINUTES = Number(process.env['MINUTES'] ?? 10);
const RATE = Number(process.env['RATE'] ?? 40);
const WORKSPACES = 5;
const LIFETIME_MS = 15_000;
const SAMPLE_MS = 5_000;
/** Part of the time in which caches fill and the compiler works. */
const WARM_UP = 1 / 3;
const MEBIBYTE = 1024 * 1024;

/** Highest slopes in MiB per minute. */
const slopeLimits = { heap: 1, resident: 3, unused: 0.5 };
/** Highest values in MiB: free space of the database file, beside half of what it retains, and its log. */
const limits = { unused: 4, log: 32 };

/** On SIGUSR2 Node collects the garbage and prints its memory. */
const PRINT_MEMORY =
  'process.on("SIGUSR2",()=>{gc();process.stderr.write(JSON.stringify(process.memoryUsage())+"\\n")})';

/** Figures in MiB. */
interface Figures {
  /** After garbage was collected. */
  heap: number;
  resident: number;
  /** Data in the database file. */
  retained: number;
  /** The rest of the database file. */
  unused: number;
  /** The write-ahead log. */
  log: number;
}

function databaseFigures(file: string): Pick<Figures, 'retained' | 'unused' | 'log'> {
  const database = new Sqlite(file, { readonly: true });
  try {
    const pragma = (name: string) => database.pragma(name, { simple: true }) as number;
    const retained =
      ((pragma('page_count') - pragma('freelist_count')) * pragma('page_size')) / MEBIBYTE;
    return {
      retained,
      unused: Math.max(0, statSync(file).size / MEBIBYTE - retained),
      log: statSync(`${file}-wal`).size / MEBIBYTE,
    };
  } finally {
    database.close();
  }
}

/** Memory of the process, at its next signal. */
async function memoryOf(server: CommandProcess): Promise<Pick<Figures, 'heap' | 'resident'>> {
  const known = server.errors.length;
  server.kill('SIGUSR2');
  while (!server.errors.slice(known).endsWith('\n'))
    await new Promise((done) => setTimeout(done, 20));
  const usage = JSON.parse(server.errors.slice(known)) as NodeJS.MemoryUsage;
  return { heap: usage.heapUsed / MEBIBYTE, resident: usage.rss / MEBIBYTE };
}

it(
  'neither the memory nor the database of the server grows while workspaces come and go',
  async () => {
    const folder = temporaryFolder();
    const file = `${folder.path}/soak.sqlite`;
    const server = new CommandProcess(
      ['--expose-gc', '--import', `data:text/javascript,${PRINT_MEMORY}`, 'dist/bundle/main.js'],
      { PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: `sqlite:${file}` },
    );
    const url = await server.url();
    const load = new Load(() => createWorkspace(url), {
      perSecond: RATE,
      workspaces: WORKSPACES,
      lifetimeMs: LIFETIME_MS,
    });
    const begin = Date.now();
    const samples: (Figures & { minutes: number })[] = [];
    const takeSample = async (): Promise<void> => {
      const minutes = (Date.now() - begin) / 60_000;
      samples.push({ minutes, ...(await memoryOf(server)), ...databaseFigures(file) });
    };
    const sampler = setInterval(() => void takeSample(), SAMPLE_MS);
    await load.run(begin + MINUTES * 60_000);
    clearInterval(sampler);

    const warm = samples.filter(({ minutes }) => minutes >= MINUTES * WARM_UP);
    const slope = (name: keyof Figures) =>
      slopeOf(warm.map(({ minutes, [name]: value }) => ({ minutes, value })));
    const slopes = {
      heap: slope('heap'),
      resident: slope('resident'),
      unused: slope('unused'),
    };
    const unused = Math.max(...warm.map((one) => one.unused - one.retained / 2));
    const log = Math.max(...warm.map((one) => one.log));
    process.stdout.write(`${reportOf(load, slopes, { unused, log }, warm.at(-1))}\n`);

    expect(load.errors).toEqual([]);
    expect(slopes.heap).toBeLessThan(slopeLimits.heap);
    expect(slopes.resident).toBeLessThan(slopeLimits.resident);
    expect(slopes.unused).toBeLessThan(slopeLimits.unused);
    expect(unused).toBeLessThan(limits.unused);
    expect(log).toBeLessThan(limits.log);

    server.kill('SIGTERM');
    await server.exit;
    folder.remove();
  },
  (MINUTES + 2) * 60_000,
);

async function createWorkspace(url: string): Promise<Workspace> {
  const response = await fetch(`${url}/_sandbox/workspaces`, { method: 'POST' });
  const { id } = (await response.json()) as { id: string };
  return new Workspace(id, () => url);
}

function reportOf(
  { requests, workspaces }: Load,
  slopes: typeof slopeLimits,
  highest: typeof limits,
  last: Figures | undefined,
): string {
  const figures = Object.entries(last ?? {}).map(
    ([name, value]) => `${name} ${Number(value).toFixed(1)}`,
  );
  const lines = (title: string, actual: Record<string, number>, allowed: Record<string, number>) =>
    Object.entries(actual).map(
      ([name, value]) => `${title} of ${name}: ${value.toFixed(2)} (limit ${allowed[name]})`,
    );
  return [
    `${MINUTES} minutes, ${requests} requests, ${workspaces} workspaces; all figures in MiB`,
    `at the end: ${figures.join(', ')}`,
    ...lines('slope per minute', slopes, slopeLimits),
    ...lines('highest value', highest, limits),
  ].join('\n');
}
