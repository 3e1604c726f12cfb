import { SANDBOX_TOKEN } from './client.js';
import { baseArguments, compose, Container, engine, fixBridgeAddress, until } from './engine.js';

/** Project of Compose with its own containers, network and volumes. */
export class ComposeProject {
  private readonly name: string;

  constructor(
    private readonly file: string,
    private readonly env: Record<string, string> = {},
  ) {
    this.name = `${file.replaceAll('.', '-').replace(/-yml$/, '')}-${process.pid}`;
  }

  /** Builds the image of a service. */
  async build(service: string): Promise<void> {
    await this.run({}, 'build', ...baseArguments, service);
  }

  /** Starts services: the given ones, or those of the file. An image that this machine has is not pulled. */
  async start(env: Record<string, string>, ...services: string[]): Promise<void> {
    await this.run(env, 'up', '--detach', '--no-build', ...services);
    await fixBridgeAddress(`${this.name}_default`);
  }

  /** Removes the containers, and with `--volumes` the stored data. */
  async down(...options: string[]): Promise<void> {
    await this.run({}, 'down', ...options);
  }

  /** The container of a service, when it is healthy. */
  async healthyContainer(service: string): Promise<Container> {
    const labels = { project: this.name, service };
    const filters = Object.entries(labels).map(
      ([label, value]) => `--filter=label=com.docker.compose.${label}=${value}`,
    );
    const id = await engine('ps', '--all', '--quiet', ...filters);
    if (id === '') throw new Error(`${service} has no container; check that its image exists`);
    const container = new Container(id);
    const isHealthy = async () => (await container.health()) === 'healthy';
    await until(`${service} is healthy`, isHealthy).catch(async (error: Error) => {
      throw new Error(`${error.message}\n${await container.log()}`);
    });
    return container;
  }

  private run(env: Record<string, string>, ...args: string[]): Promise<string> {
    const environment = { SANDBOX_TOKEN, ...this.env, ...env };
    return compose(environment, '--file', this.file, '--project-name', this.name, ...args);
  }
}
