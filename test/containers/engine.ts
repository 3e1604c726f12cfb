import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const { CONTAINER_ENGINE = 'docker', CONTAINER_COMPOSE = 'docker compose', BASE } = process.env;
export const isPodman = basename(CONTAINER_ENGINE) === 'podman';

/** Podman writes images without a health check unless the format is that of Docker. */
const environment = { ...process.env, BUILDAH_FORMAT: 'docker' };

interface Output {
  stdout: string;
  stderr: string;
}

/** Runs a command in the folder of the repository. Its error has the end of what the command printed. */
async function run(command: string, args: string[], more: object = {}): Promise<Output> {
  const options = { cwd: root, env: { ...environment, ...more }, maxBuffer: 2 ** 26 };
  try {
    return await promisify(execFile)(command, args, options);
  } catch (error) {
    const { code, stdout, stderr } = error as Output & { code: unknown };
    const printed = `${stdout}${stderr}`.trim().split('\n').slice(-15).join('\n');
    throw Object.assign(new Error(`${command} ${args.join(' ')}\n${printed}`), { code, stderr });
  }
}

/** Runs a command of the engine and returns what it prints. */
export async function engine(...args: string[]): Promise<string> {
  return (await run(CONTAINER_ENGINE, args)).stdout.trim();
}

/** Like `engine`, for a command that must fail. Returns its exit code and its errors. */
export async function failingEngine(
  ...args: string[]
): Promise<{ code: unknown; errors: string[] }> {
  try {
    await run(CONTAINER_ENGINE, args);
  } catch (error) {
    const { code, stderr } = error as { code: unknown; stderr: string };
    // The engine can add warnings of its own.
    return { code, errors: stderr.split('\n').filter((line) => line.startsWith('ketenlab:')) };
  }
  throw new Error(`${args.join(' ')} did not fail`);
}

/** Runs a command of Compose. */
export async function compose(env: Record<string, string>, ...args: string[]): Promise<string> {
  const [command = '', ...first] = CONTAINER_COMPOSE.split(' ');
  return (await run(command, [...first, ...args], env)).stdout.trim();
}

/**
 * Fixes the hardware address of the bridge of a network. With Netavark 1.4 (Debian 12) it can change when a container starts or
 * ends, and the other containers then reach no name server for up to a minute, because they send to the old one.
 */
export async function fixBridgeAddress(network: string): Promise<void> {
  if (!isPodman) return;
  const bridge = await engine('network', 'inspect', '--format', '{{.NetworkInterface}}', network);
  const file = `/sys/class/net/${bridge}/address`;
  // Not in this network namespace without root.
  if (!existsSync(file)) return;
  await run('ip', ['link', 'set', 'dev', bridge, 'address', readFileSync(file, 'utf8').trim()]);
}

/** Arguments of a build. `BASE` replaces the base image, as in the Dockerfile. */
export const baseArguments = BASE ? ['--build-arg', `BASE=${BASE}`] : [];

/** Builds the image. */
export async function buildImage(tag: string): Promise<void> {
  await engine('build', ...baseArguments, '--tag', tag, '.');
}

/** Calls until the answer is true. */
export async function until(what: string, answer: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await answer())) {
    if (performance.now() > end) throw new Error(`not within 60 s: ${what}`);
    await pause(100);
  }
}

/** A container of the engine, by its id or name. */
export class Container {
  constructor(readonly id: string) {}

  inspect(format: string): Promise<string> {
    return engine('inspect', '--format', format, this.id);
  }

  /** URL of the published port. */
  async url(): Promise<string> {
    return `http://${(await engine('port', this.id, '4010/tcp')).split('\n')[0]}`;
  }

  /** What the server wrote, on both streams. */
  async log(): Promise<string> {
    const { stdout, stderr } = await run(CONTAINER_ENGINE, ['logs', this.id]);
    return stdout + stderr;
  }

  async ready(): Promise<void> {
    const url = `${await this.url()}/readyz`;
    const isReady = () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(url, isReady).catch(async (error: Error) => {
      throw new Error(`${error.message}\n${await this.log()}`);
    });
  }

  /** Result of the health check: `starting`, `healthy` or `unhealthy`. */
  async health(): Promise<string> {
    // Podman leaves the schedule of the checks to systemd, which a container or CI may not have.
    if (isPodman) await engine('healthcheck', 'run', this.id).catch(() => undefined);
    return this.inspect('{{.State.Health.Status}}');
  }

  /** Stops the container as the engine does by default. Returns how long that takes, in seconds. */
  async stop(): Promise<number> {
    const began = performance.now();
    await engine('stop', this.id);
    return (performance.now() - began) / 1000;
  }

  async kill(): Promise<void> {
    await engine('kill', '--signal', 'KILL', this.id);
    await engine('wait', this.id);
  }

  async remove(): Promise<void> {
    await engine('rm', '--force', '--volumes', this.id);
  }
}
