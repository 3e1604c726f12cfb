import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery } from '@nestjs/swagger';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import type { Message } from '../../platform/messages/message.entity.js';
import { Store, type ReadTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Collections, type ManualDecision } from '../../sandbox/state/collections.js';
import {
  ControlOperation,
  JsonObject,
  MessageBody,
  WorkspaceController,
} from '../http/control-routes.js';
import { DecisionReason, StatePage } from '../messages.js';
import { PageQuery, pageOf } from '../http/paging.js';

const CollectionParam = (example = '{{collection}}'): MethodDecorator =>
  ApiParam({
    name: 'collection',
    description: 'Name of the collection',
    schema: { type: 'string', enum: ['{{collections}}'], example },
  });

@WorkspaceController('', 'State')
export class StateController {
  constructor(
    private readonly collections: Collections,
    private readonly messages: Messages,
    private readonly store: Store,
  ) {}

  @Get('state/:collection')
  @CollectionParam()
  @ApiQuery({ name: 'limit', required: false, description: '1 to 500, 50 when absent' })
  @ApiQuery({ name: 'cursor', required: false, description: '`nextCursor` of the page before' })
  @ControlOperation('List what the sandbox holds, the newest first', {
    answers: StatePage,
    problems: { 400: 'A wrong parameter', 404: 'No such collection' },
  })
  async list(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<StatePage> {
    this.known(collection);
    const [reader] = this.collections.readersOf(collection);
    return this.store.read(workspace, async (tx) => {
      if (reader) {
        const kept = await reader.page(tx, workspace, limit + 1, cursor);
        const { items, ...page } = pageOf(
          kept,
          limit,
          ({ key }) => key,
          ({ id, item }) => this.withViews(tx, { workspace, collection, id, item }),
        );
        return { items: await Promise.all(items), ...page };
      }
      const rows = await this.messages.page(tx, workspace, collection, limit + 1, cursor);
      const { items, ...page } = pageOf(
        rows,
        limit,
        ({ arrival }) => arrival,
        (row) => this.show(tx, row),
      );
      return { items: await Promise.all(items), ...page };
    });
  }

  @Get('state/:collection/:id')
  @CollectionParam()
  @ControlOperation('Show one of them', { problems: { 404: 'There is none' } })
  async one(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Param('id') id: string,
  ): Promise<object> {
    this.known(collection);
    return this.store.read(workspace, async (tx) => {
      const item = await this.collections.find(tx, workspace, collection, id);
      if (item) return this.withViews(tx, { workspace, collection, id: normalizeId(id), item });
      throw noSuchItem(workspace, collection, id);
    });
  }

  @Post('state/:collection')
  @HttpCode(201)
  @CollectionParam()
  @ApiBody({
    description: 'The message, or {} for a made-up one.{{sendHints}}',
    schema: { type: 'object', example: {} },
  })
  @ControlOperation('Let our side send this message to the partner', {
    status: 201,
    problems: {
      400: 'Against the schema',
      404: 'No such collection',
      409: 'Sent before, or nothing to credit',
    },
  })
  send(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @MessageBody() message: object,
  ): Promise<Record<string, string>> {
    this.known(collection);
    const sender = this.collections.senderOf(collection);
    if (!sender) throw new Problem(404, { text: `No served role sends ${collection}` });
    return sender(workspace, message);
  }

  @Put('state/:collection/:id')
  @CollectionParam('{{writtenCollection}}')
  @ApiParam({ name: 'id', description: 'Its id', example: '{{writtenId}}' })
  @ApiBody({
    description: 'The item, whole; its id is that of the path',
    schema: {
      type: 'object',
      additionalProperties: true,
      example: '{{writtenItem}}',
    },
  })
  @ControlOperation('Write one of them, sending nothing{{writeHints}}', {
    problems: {
      400: 'Against the schema, or the path names another id',
      404: 'No such collection, or none that is written',
      409: 'A change that cannot be made',
    },
  })
  async put(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Param('id') id: string,
    @JsonObject() item: object,
  ): Promise<object> {
    this.known(collection);
    await this.store.write(workspace, (tx) =>
      this.collections.put(tx, workspace, { collection, given: item, id }),
    );
    return this.one(workspace, collection, id);
  }

  @Delete('state/:collection/:id')
  @HttpCode(204)
  @CollectionParam()
  @ControlOperation('Remove one of them', {
    status: 204,
    problems: { 404: 'There is none, or none to remove' },
  })
  async remove(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Param('id') id: string,
  ): Promise<void> {
    this.known(collection);
    const removed = await this.store.write(workspace, (tx) =>
      this.collections.remove(tx, workspace, collection, id),
    );
    if (!removed) throw noSuchItem(workspace, collection, id);
  }

  @Post(':role/:collection/:id/:decision')
  @HttpCode(200)
  @CollectionParam()
  @ApiParam({ name: 'decision', enum: ['{{decisions}}'] })
  @ApiParam({ name: 'role', enum: ['{{decidingRoles}}'] })
  @ControlOperation(
    'Decide by hand on what waits for it (settings: decide manual){{decisionHints}}',
    {
      takes: DecisionReason,
      body: { optional: true },
      problems: { 404: 'No such message', 409: 'It is decided already, or cannot be decided so' },
    },
  )
  async decide(
    @Param()
    {
      ws,
      role,
      collection,
      id,
      decision,
    }: Record<'ws' | 'role' | 'collection' | 'id' | 'decision', string>,
    @Body() { reason }: DecisionReason,
  ): Promise<object> {
    const decider = this.collections.deciderOf(role, collection, decision);
    if (!decider) {
      throw new Problem(404, { text: `${role} does not ${decision} ${collection}` });
    }
    await decider(ws, id, decision as ManualDecision, reason);
    return this.one(ws, collection, id);
  }

  private known(collection: string): void {
    const names = this.collections.names();
    if (names.includes(collection)) return;
    throw new Problem(404, {
      text: `There is no collection "${collection}"; there are ${names.join(', ')}`,
    });
  }

  private show(tx: ReadTransaction, { document, ...message }: Message): Promise<object> {
    return this.withViews(tx, { ...message, item: JSON.parse(document) as object });
  }

  private async withViews(
    tx: ReadTransaction,
    {
      workspace,
      collection,
      id,
      item,
    }: { workspace: string; collection: string; id: string; item: object },
  ): Promise<object> {
    const views = this.collections.viewsOf(collection);
    const seen = await Promise.all(
      views.map(async (view) => ({ role: view.role, seen: await view.of(tx, workspace, id) })),
    );
    const known = seen.flatMap(({ role, seen: what }) => (what ? [{ role, ...what }] : []));
    return Object.assign(
      { ...item },
      // Where two roles know what became of it, the one that decides has the word.
      ...known.toReversed().map(({ summary }) => summary),
      Object.fromEntries(
        known.map(({ role, summary, detail }) => [role, { ...summary, ...detail }]),
      ),
    ) as object;
  }
}

function noSuchItem(workspace: string, collection: string, id: string): Problem {
  return new Problem(404, {
    text: `There is no ${id} in ${collection} of workspace ${workspace}`,
  });
}
