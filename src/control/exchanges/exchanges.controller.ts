import {
  Body,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { realNow } from '../../platform/time/time.js';
import { Journal } from '../../platform/journal/journal.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { ControlOperation, IdParam, WorkspaceController } from '../http/control-routes.js';
import { ExchangeReader, type ExchangeFilter } from './exchange-reader.js';
import { ExchangeStream } from './exchange-stream.js';
import { ExchangeViews } from './exchange-views.js';
import { ExchangePage, ExchangeView, ResendRequest } from './exchanges.messages.js';
import { pageOf } from '../http/paging.js';
import { CONNECTION_TEST } from '../partners/connection-test.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import { unknownName } from '../http/names.js';
import { DocumentedQuery } from '../http/query-parameters.js';
import { DEFAULT_TIMEOUT_S, ExchangesQuery, WaitQuery } from './exchanges.query.js';
import { Resender } from './resender.js';
import { ExchangeWaiter } from './waiting.js';

const EVENT_STREAM = 'text/event-stream';
const EVENT_EXAMPLE =
  'id: 01a22a5b-e3e8-7002-8147-663c4afca287\ndata: {"operation":"{{operation}}"}\n\n';

@WorkspaceController('/exchanges', 'Journal')
export class ExchangesController {
  constructor(
    private readonly journal: Journal,
    private readonly reader: ExchangeReader,
    private readonly stream: ExchangeStream,
    private readonly waiting: ExchangeWaiter,
    private readonly resender: Resender,
    private readonly clients: Clients,
    private readonly workspaces: Workspaces,
    private readonly directory: ApiDirectory,
    private readonly views: ExchangeViews,
  ) {}

  @Get()
  @ControlOperation('List recorded exchanges, newest first', {
    response: ExchangePage,
    problems: { 400: 'A parameter is invalid' },
  })
  @DocumentedQuery(ExchangesQuery)
  async listExchanges(
    @Param('ws') workspace: string,
    @Query() { limit, cursor, since, ...filter }: ExchangesQuery,
  ): Promise<ExchangePage> {
    this.assertKnownNames(filter);
    const page = { limit: limit + 1, ...(cursor && { cursor }), ...(since && { since }) };
    const rows = await this.reader.page(workspace, filter, page);
    return pageOf(rows, limit, ({ id }) => id, this.views.viewOf);
  }

  @Delete()
  @HttpCode(204)
  @ControlOperation('Remove all exchanges from the journal', { status: 204 })
  async deleteExchanges(@Param('ws') workspace: string): Promise<void> {
    await this.journal.clear(workspace);
    this.stream.reload(workspace);
  }

  @Get('wait')
  @ControlOperation('Wait until a matching exchange finishes, and return it', {
    response: ExchangeView,
    problems: {
      204: 'No matching exchange finished before the timeout',
      400: 'A parameter is invalid',
    },
  })
  @DocumentedQuery(WaitQuery, ['limit', 'cursor'])
  async waitForExchange(
    @Param('ws') workspace: string,
    @Query() { timeout = DEFAULT_TIMEOUT_S, since, limit: _, cursor: _1, ...filter }: WaitQuery,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExchangeView | undefined> {
    this.assertKnownNames(filter);
    const from = since === undefined ? realNow() : Date.parse(since);
    const timeoutMs = timeout * 1000;
    this.workspaces.use(workspace, timeoutMs);
    const next = this.waiting.next(
      workspace,
      (exchange) => this.reader.matches(exchange, filter),
      timeoutMs,
    );
    raw.socket.once('close', next.end);
    try {
      const [before] =
        since === undefined ? [] : await this.reader.finishedSince(workspace, filter, from);
      const id = before ?? (await next.id);
      if (id !== undefined) return await this.getExchange(workspace, id);
      void reply.status(204);
      return undefined;
    } finally {
      next.end();
      raw.socket.off('close', next.end);
    }
  }

  @Get('stream')
  @Header('Content-Type', EVENT_STREAM)
  @Header('Cache-Control', 'no-store')
  @Header('X-Accel-Buffering', 'no')
  @ControlOperation(
    'Stream exchanges as server-sent events, each when it has finished; the event `cleared` says that the journal was emptied or replaced',
    {
      content: { [EVENT_STREAM]: { type: 'string', example: EVENT_EXAMPLE } },
      problems: { 400: 'A parameter is invalid' },
    },
  )
  @ApiHeader({
    name: 'last-event-id',
    description:
      'Id of the last exchange that the client got: those that finished since come first',
    required: false,
    schema: { type: 'string', format: 'uuid' },
  })
  @DocumentedQuery(ExchangesQuery, ['limit', 'cursor', 'since'])
  streamExchanges(
    @Param('ws') workspace: string,
    @Query() { limit: _, cursor: _1, since: _2, ...filter }: ExchangesQuery,
    @Headers('last-event-id') lastId?: string,
  ): StreamableFile {
    this.assertKnownNames(filter);
    this.workspaces.get(workspace);
    const stream = this.stream.subscribe(workspace, filter, lastId);
    return new StreamableFile(stream, { type: EVENT_STREAM });
  }

  @Get(':id')
  @IdParam('Id of the exchange')
  @ControlOperation('Get an exchange', {
    response: ExchangeView,
    problems: { 404: 'The exchange is not in the journal' },
  })
  async getExchange(
    @Param('ws') workspace: string,
    @Param('id') id: string,
  ): Promise<ExchangeView> {
    return this.views.viewOf(await this.reader.row(workspace, id));
  }

  @Post(':id/resend')
  @IdParam('Id of the exchange')
  @HttpCode(201)
  @ControlOperation('Send a recorded request of a partner again, as a client of the workspace', {
    request: ResendRequest,
    example: { clientId: 'demo' },
    response: ExchangeView,
    status: 201,
    problems: {
      400: 'The workspace has no such client',
      404: 'The exchange is not in the journal',
      409: 'The sandbox sent the request, the journal does not have all of it, or the client gets no token',
    },
  })
  async resendExchange(
    @Param('ws') workspace: string,
    @Param('id') id: string,
    @Body() { clientId }: ResendRequest,
  ): Promise<ExchangeView> {
    const row = await this.reader.row(workspace, id);
    if (row.direction === 'outbound')
      throw new Problem(409, {
        text: `The sandbox sent the request of exchange ${id}; send its message again with deliveries/<id>/replay`,
      });
    const clients = this.clients.in(workspace);
    const client = clients.find((one) => one.clientId === clientId);
    if (!client) {
      const known = clients.map((one) => one.clientId);
      throw problemDetails.schemaIncorrect(unknownName('/clientId', clientId, known));
    }
    return this.getExchange(workspace, await this.resender.resend(row, client));
  }

  /** Refuses unknown names, which would make the caller wait for an exchange that cannot happen. */
  private assertKnownNames({ role, operation }: ExchangeFilter): void {
    const errors = [
      ...unknownName('role', role, this.directory.roleNames),
      ...unknownName('operation', operation, [...this.directory.operationNames, CONNECTION_TEST]),
    ];
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
  }
}
