import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Operation } from '../api/operation.js';
import { Paths } from './paths.js';
import { type Config, CONFIG } from '../config/config.js';
import { ownValue } from '../validation/own-value.js';

type LinkRequest = Pick<FastifyRequest, 'protocol' | 'host' | 'headers' | 'originalUrl'>;

const DEFAULT_PORTS: Record<string, string> = { http: '80', https: '443' };

/** The latest usable host: nearly all requests have the same. */
let latestHost: string | undefined;

/** True for a Host header of a name or address and an optional port (RFC 9112 §3.2). */
export function isUsableHost(host: string): boolean {
  if (host === latestHost) return true;
  const isUsable =
    /^(?:[\w.-]+|\[[\d:.a-f]+\])(?::\d*)?$/i.test(host) && URL.canParse(`http://${host}`);
  if (isUsable) latestHost = host;
  return isUsable;
}

/**
 * Scheme of a request to a TLS proxy; undefined: no proxy says it. Of several proxies the first one
 * is that of the client.
 */
function forwardedScheme(headers: LinkRequest['headers']): string | undefined {
  const [first = ''] = String(headers['x-forwarded-proto'] ?? '').split(',');
  const scheme = first.trim().toLowerCase();
  return Object.hasOwn(DEFAULT_PORTS, scheme) ? scheme : undefined;
}

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
    if (this.paths.aliasOf(host) === undefined)
      return this.config.publicUrl ?? `${protocol}://${host}`;
    const [name, port = ''] = host.split(':');
    const scheme = forwardedScheme(headers) ?? (['', '443'].includes(port) ? 'https' : protocol);
    return `${scheme}://${name}${port === '' || port === ownValue(DEFAULT_PORTS, scheme) ? '' : `:${port}`}`;
  }

  /** URL of an operation with its path parameters. */
  urlOf(request: LinkRequest, operation: Operation, parameters: Record<string, string>): string {
    const path = this.paths.pathInFormOf(request.originalUrl, request.host, operation);
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(ownValue(parameters, name) ?? ''),
    );
    return this.baseOf(request) + filled;
  }
}
