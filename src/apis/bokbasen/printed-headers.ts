import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Config, CONFIG } from '../../platform/config/config.js';

/**
 * Response headers in the case in which Bokbasen prints them, unless the rule HEADER_CASE is lower.
 */
@Injectable()
export class PrintedHeaders {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  set(reply: FastifyReply, headers: Record<string, string>): void {
    // Fastify writes names in lower case; a name that is set on the raw response keeps its case.
    const lower = this.config.rules['HEADER_CASE'] === 'lower';
    for (const [name, value] of Object.entries(headers))
      reply.raw.setHeader(lower ? name.toLowerCase() : name, value);
  }
}
