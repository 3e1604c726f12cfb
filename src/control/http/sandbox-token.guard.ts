import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { equalsConstantTime } from '../../platform/oauth/client-secret.js';
import { rejectCrossSite } from './same-site.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { type Config, CONFIG } from '../../platform/config/config.js';

/**
 * Guard of the control API. It requires SANDBOX_TOKEN if one is set (always, unless the server listens on loopback),
 * and refuses pages of other sites. It checks that the workspace of the path exists, and records its use.
 */
@Injectable()
export class SandboxTokenGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly workspaces: Workspaces,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { headers, params } = request;
    const { sandboxToken } = this.config;
    rejectCrossSite(request, this.config);
    if (
      sandboxToken &&
      !equalsConstantTime(headers.authorization ?? '', `Bearer ${sandboxToken}`)
    ) {
      throw problemDetails.accessDenied(
        'invalid-token',
        'Bearer realm="control API"',
        'the token of the control API is missing or wrong',
      );
    }
    const { ws } = params as { ws?: string };
    if (ws !== undefined) {
      this.workspaces.get(ws);
      this.workspaces.use(ws);
    }
    return true;
  }
}
