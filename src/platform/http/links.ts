import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';
import type { Operation } from '../api/operation.js';
import { Paths } from './paths.js';
import { type Config, CONFIG } from '../config/config.js';

type Asked = Pick<FastifyRequest, 'protocol' | 'host' | 'headers' | 'originalUrl'>;

/** The URLs that the sandbox hands out: in the form in which the request came. */
@Injectable()
export class Links {
  constructor(
    private readonly paths: Paths,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By which the sandbox is reached, without a trailing slash. */
  baseOf(request: Asked): string {
    const { protocol, host, headers } = request;
    // A name of a real system that is asked for without a port was reached through a proxy with that name's certificate.
    if (this.paths.aliasOf(host) !== undefined && !host.includes(':')) {
      return `${headers['x-forwarded-proto'] === 'http' ? 'http' : 'https'}://${host}`;
    }
    return this.config.publicUrl ?? `${protocol}://${host}`;
  }

  /** The same for who issues tokens: they name it, and have to be readable. */
  issuerBaseOf(request: Asked): string {
    const base = this.baseOf(request);
    if (URL.canParse(base) && (this.config.publicUrl === base || new URL(base).pathname === '/')) {
      return base;
    }
    throw new Problem(400, {
      code: 'invalid_request',
      text: `Host is to be a name and a port; seen: "${request.host}"`,
    });
  }

  /** The URL of an operation, with the parameters of its path. */
  to(request: Asked, operation: Operation, parameters: Record<string, string>): string {
    const path = this.paths.pathLike(request.originalUrl, request.host, operation);
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(parameters[name] ?? ''),
    );
    return this.baseOf(request) + filled;
  }
}
