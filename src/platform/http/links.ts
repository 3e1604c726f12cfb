import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';
import type { Operation } from '../api/operation.js';
import { Paths } from './paths.js';
import { type Config, CONFIG } from '../config/config.js';

type LinkRequest = Pick<FastifyRequest, 'protocol' | 'host' | 'headers' | 'originalUrl'>;

/** URLs in responses, in the form of the request: host alias, root or prefix. */
@Injectable()
export class Links {
  constructor(
    private readonly paths: Paths,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Base URL at which the client reaches the sandbox, without a trailing slash. */
  baseOf(request: LinkRequest): string {
    const { protocol, host, headers } = request;
    // A real host name without a port comes through a TLS proxy that has a certificate for this
    // name.
    if (this.paths.aliasOf(host) !== undefined && !host.includes(':')) {
      return `${headers['x-forwarded-proto'] === 'http' ? 'http' : 'https'}://${host}`;
    }
    return this.config.publicUrl ?? `${protocol}://${host}`;
  }

  /** Base URL of an issuer. Tokens contain it, so it must be a valid URL. */
  issuerBaseOf(request: LinkRequest): string {
    const base = this.baseOf(request);
    if (URL.canParse(base) && (this.config.publicUrl === base || new URL(base).pathname === '/')) {
      return base;
    }
    throw new Problem(400, {
      code: 'invalid_request',
      text: `The Host header must be a name and a port; seen: "${request.host}"`,
    });
  }

  /** URL of an operation with its path parameters. */
  urlOf(request: LinkRequest, operation: Operation, parameters: Record<string, string>): string {
    const path = this.paths.pathInFormOf(request.originalUrl, request.host, operation);
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(parameters[name] ?? ''),
    );
    return this.baseOf(request) + filled;
  }
}
