import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Config, CONFIG } from '../../platform/config/config.js';

/** Response headers in the letters in which Bokbasen prints them, unless a rule has them in lower case. */
@Injectable()
export class PrintedHeaders {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  set(reply: FastifyReply, headers: Record<string, string>): void {
    // Fastify knows names in lower case only; what is set at the response itself stays as it is.
    const lower = this.config.rules['HEADER_CASE'] === 'lower';
    for (const [name, value] of Object.entries(headers))
      reply.raw.setHeader(lower ? name.toLowerCase() : name, value);
  }
}
