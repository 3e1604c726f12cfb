import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { KNOWN_ROLES, type RoleDescriptor } from '../apis/descriptor.js';
import { ROLES } from '../platform/api/served-role.js';
import { type Config, CONFIG } from '../platform/config/config.js';
import { Problem } from '../platform/errors/problem.js';
import { DashboardFiles } from './dashboard-files.js';
import { startInfoOf } from './start-info.js';
import type { StartInfo } from './app/api/start-info.js';

/** Stricter than that of the other own pages: also no inline styles. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A name of an asset has the hash of its content. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** The dashboard: its page at `/`, and its assets below `/docs`, which is open and is not recorded. */
@ApiExcludeController()
@Controller()
export class DashboardController {
  private readonly files = new DashboardFiles();

  constructor(
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
    @Inject(KNOWN_ROLES) private readonly knownRoles: readonly RoleDescriptor[],
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CONTENT_SECURITY_POLICY)
  @Header('cache-control', 'no-cache')
  page(): string {
    if (this.files.page !== undefined) return this.files.page;
    throw new Problem(404, {
      text: 'The dashboard is not built; run `npm run build`, then start again',
    });
  }

  @Get('docs/dashboard/start.json')
  @Header('cache-control', 'no-cache')
  startInfo(): StartInfo {
    return startInfoOf(this.roles, this.knownRoles, this.config);
  }

  @Get('docs/dashboard/:name')
  asset(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const file = this.files.asset(name);
    if (!file) throw new Problem(404, { text: `The dashboard has no file ${name}` });
    void reply.header('cache-control', IMMUTABLE).type(file.mediaType).send(file.content);
  }
}
