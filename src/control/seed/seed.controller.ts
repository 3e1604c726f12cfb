import { HttpCode, Param, Post, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { hasMediaType, readText } from '../../platform/http/validated-body.js';
import { yieldIfLong } from '../../platform/time/turns.js';
import { Store } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { SeededView } from './seed.messages.js';
import { Seeding } from './seeding.js';

const YAML = 'application/yaml';
/** Media types of YAML and JSON: RFC 9512 registered application/yaml, and older clients send the others. */
const mediaTypes = [YAML, 'application/json', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/** Parameter decorator: the request body as YAML or JSON text. */
const SeedText = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const contentType = String(request.exchange.request.headers['content-type'] ?? 'missing');
  const mediaType = mediaTypes.find((type) => hasMediaType(type, contentType));
  if (mediaType !== undefined) return readText(request, problemDetails, { mediaType });
  const expected = `Content-Type: ${YAML} or application/json`;
  throw problemDetails.schemaIncorrect([{ path: '', expected, seen: contentType }]);
});

@WorkspaceController('', 'State')
export class SeedController {
  constructor(
    private readonly seeding: Seeding,
    private readonly store: Store,
  ) {}

  @Post('seed')
  @HttpCode(201)
  @ApiConsumes(YAML, 'application/json')
  @ApiBody({
    description: 'List of items for each collection; its JSON Schema is at /docs/seed.schema.json',
    schema: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'object' } },
      example: '{{seed}}',
    },
  })
  @ControlOperation('Create or replace items of several collections, all or none', {
    status: 201,
    response: SeededView,
    problems: {
      400: 'The seed violates its schema; lists every error with its line',
      409: 'An item cannot be stored; lists every error with its line',
    },
  })
  async writeSeed(@Param('ws') workspace: string, @SeedText() text: string): Promise<SeededView> {
    const seed = this.seeding.read(text);
    await yieldIfLong(text);
    const written = await this.store.write(workspace, (tx) =>
      this.seeding.write(tx, workspace, seed),
    );
    return { written };
  }
}
