import { randomBytes } from 'node:crypto';
import { extname, resolve } from 'node:path';
import {
  AbstractStartedContainer,
  GenericContainer,
  Wait,
  type RestartOptions,
  type StartedTestContainer,
} from 'testcontainers';
import type { ControlClient } from './control-client.js';
import { ruleVariables } from './options.js';
import { connectTo, RemoteSandbox, type WorkspaceOptions } from './remote-sandbox.js';
import type { Workspace } from './workspace/workspace.js';

/** Port of the server in the image. */
const PORT = 4010;
/** The server prints this line when it is ready. */
const READY = 'Ketenlab listens at';

/**
 * Ketenlab in a container, for Testcontainers. By default it has a database in memory, a token of the control API of its own, and
 * may send to private addresses, so that it reaches a server of your test.
 */
export class KetenlabContainer extends GenericContainer {
  constructor(image = 'ketenlab') {
    super(image);
    this.withExposedPorts(PORT)
      .withEnvironment({
        DATABASE_URL: 'sqlite::memory:',
        SANDBOX_TOKEN: randomBytes(16).toString('hex'),
        ALLOW_PRIVATE_TARGETS: '*',
      })
      .withWaitStrategy(Wait.forLogMessage(READY));
  }

  /** Further variables of the server. The last value of a variable counts. */
  override withEnvironment(environment: Record<string, string>): this {
    super.withEnvironment(environment);
    // Engines differ in which of two values they take.
    this.createOpts.Env = Object.entries(this.environment).map(
      ([name, value]) => `${name}=${value}`,
    );
    return this;
  }

  /** Roles to serve. Default: all. */
  withRoles(...roles: string[]): this {
    return this.withEnvironment({ ROLES: roles.join(',') });
  }

  /** Rules on which the sources disagree, by their names, for example `{ EDITX_SCHEMA: 'lenient' }`. */
  withRules(rules: Readonly<Record<string, string>>): this {
    return this.withEnvironment(ruleVariables(rules));
  }

  /** YAML or JSON file that is added to the seed of every workspace. */
  withSeedFile(path: string): this {
    const target = `/seed${extname(path)}`;
    const mode = 0o444;
    return this.withCopyFilesToContainer([{ source: resolve(path), target, mode }]).withEnvironment(
      { SEED_FILE: target },
    );
  }

  /** Token of the control API, for example for a container that is used again. Default: a new one. */
  withSandboxToken(token: string): this {
    return this.withEnvironment({ SANDBOX_TOKEN: token });
  }

  /** Resolves when the server is ready. Rejects with one line if a setting is wrong. */
  override async start(): Promise<StartedKetenlabContainer> {
    const output = this.recordOutput();
    const container = await super.start().catch((error: unknown) => {
      throw reasonIn(output.text) ?? error;
    });
    const token = this.environment['SANDBOX_TOKEN'] ?? '';
    try {
      return new StartedKetenlabContainer(container, token, await sandboxOf(container, token));
    } catch (error) {
      await container.stop();
      throw error;
    }
  }

  /** Output of the server; a consumer of the user gets it too. */
  private recordOutput(): { text: string } {
    const output = { text: '' };
    const consumer = this.logConsumer;
    this.logConsumer = (stream) => {
      stream.on('data', (chunk) => (output.text += String(chunk)));
      consumer?.(stream);
    };
    return output;
  }
}

/** A server in a container that is ready, with the same members as the sandbox of `startKetenlab`. */
export class StartedKetenlabContainer extends AbstractStartedContainer {
  /** @internal */
  constructor(
    container: StartedTestContainer,
    /** Token of the control API. `client` and the workspaces send it. */
    readonly sandboxToken: string,
    private sandbox: RemoteSandbox,
  ) {
    super(container);
  }

  /** Base URL for this machine, for example `http://localhost:41234`. */
  get url(): string {
    return this.sandbox.url;
  }

  /** Client of the control API, for all that the other members do not offer. */
  get client(): ControlClient {
    return this.sandbox.client;
  }

  /** The workspace `default`, which always exists. */
  get default(): Workspace {
    return this.sandbox.default;
  }

  /** Creates a workspace with clients of its own. Rejects with `ControlApiError`. */
  workspace(options?: WorkspaceOptions): Promise<Workspace> {
    return this.sandbox.workspace(options);
  }

  /** Restarts the server, with an empty database in memory. Its URL can be another one. */
  override async restart(options?: Partial<RestartOptions>): Promise<void> {
    this.sandbox.close();
    await super.restart(options);
    this.sandbox = await sandboxOf(this.startedTestContainer, this.sandboxToken);
  }

  protected override async containerStopping(): Promise<void> {
    this.sandbox.close();
  }
}

async function sandboxOf(container: StartedTestContainer, token: string): Promise<RemoteSandbox> {
  const url = `http://${container.getHost()}:${container.getMappedPort(PORT)}`;
  return new RemoteSandbox(...(await connectTo(url, token)));
}

/** The line in which the server says why it does not start. */
function reasonIn(output: string): Error | undefined {
  const line = /^ketenlab: (.*)$/m.exec(output)?.[1];
  return line === undefined ? undefined : new Error(line);
}
