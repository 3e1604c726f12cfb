import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiParam } from '@nestjs/swagger';
import { ApiDirectory } from '../../apis/api-directory.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import type { Message } from '../../platform/messages/message.entity.js';
import { Store, type ReadTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Collections } from '../../sandbox/state/collections.js';
import type { ManualDecision } from '../../sandbox/state/state-resource.js';
import {
  ControlOperation,
  IdParam,
  JsonObject,
  MessageBody,
  WorkspaceController,
} from '../http/control-routes.js';
import { DecisionReason, StatePage } from './state.messages.js';
import { StateViews } from './state-views.js';
import { PageQuery, pageOf } from '../http/paging.js';
import { DocumentedQuery } from '../http/query-parameters.js';

const CollectionParam = (example = '{{collection}}'): MethodDecorator =>
  ApiParam({
    name: 'collection',
    description: 'Name of the collection',
    schema: { type: 'string', enum: ['{{collections}}'], example },
  });

const ItemParam = (): MethodDecorator => IdParam('Id of the item', '{{writtenId}}');

/** An item in its wire format; each collection has its own. */
const ITEM = { 'application/json': { type: 'object', additionalProperties: true } };
const REFERENCES = {
  'application/json': {
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Reference id of the message that was sent',
  },
};

@WorkspaceController('', 'State')
export class StateController {
  constructor(
    private readonly collections: Collections,
    private readonly directory: ApiDirectory,
    private readonly messages: Messages,
    private readonly views: StateViews,
    private readonly store: Store,
  ) {}

  @Get('state/:collection')
  @CollectionParam()
  @DocumentedQuery(PageQuery)
  @ControlOperation('List the items of a collection, newest first', {
    response: StatePage,
    problems: { 400: 'A parameter is invalid', 404: 'The collection does not exist' },
  })
  async listItems(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<StatePage> {
    this.assertCollection(collection);
    const [reader] = this.collections.readersOf(collection);
    return this.store.read(workspace, async (tx) => {
      if (reader) {
        const rows = await reader.page(tx, workspace, limit + 1, cursor);
        const { items, ...page } = pageOf(
          rows,
          limit,
          ({ key }) => key,
          ({ id, item }) => this.views.of(tx, { workspace, collection, id, item }),
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
  @CollectionParam('{{writtenCollection}}')
  @ItemParam()
  @ControlOperation('Get an item of a collection', {
    content: ITEM,
    problems: { 404: 'The item does not exist' },
  })
  async getItem(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Param('id') id: string,
  ): Promise<object> {
    this.assertCollection(collection);
    return this.store.read(workspace, async (tx) => {
      const item = await this.collections.find(tx, workspace, collection, id);
      if (item) return this.views.of(tx, { workspace, collection, id: normalizeId(id), item });
      throw noSuchItem(workspace, collection, id);
    });
  }

  @Post('state/:collection')
  @HttpCode(201)
  @CollectionParam()
  @ApiBody({
    description: 'Message, or {} to generate one.{{sendHints}}',
    schema: { type: 'object', example: {} },
  })
  @ControlOperation('Send a message from the sandbox to the partner', {
    status: 201,
    content: REFERENCES,
    problems: {
      400: 'The message violates its schema',
      404: 'The collection does not exist',
      409: 'The message was sent before, or there is no order to credit',
    },
  })
  sendMessage(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @MessageBody() message: object,
  ): Promise<Record<string, string>> {
    this.assertCollection(collection);
    const sender = this.collections.senderOf(collection);
    if (!sender) throw new Problem(404, { text: `No served role sends ${collection}` });
    return sender.send(workspace, message);
  }

  @Put('state/:collection/:id')
  @CollectionParam('{{writtenCollection}}')
  @ItemParam()
  @ApiBody({
    description: 'The complete item; its id equals the id in the path',
    schema: {
      type: 'object',
      additionalProperties: true,
      example: '{{writtenItem}}',
    },
  })
  @ControlOperation('Create or replace an item without sending messages{{writeHints}}', {
    content: ITEM,
    problems: {
      400: 'The item violates its schema, or its id differs from the path',
      404: 'The collection does not exist, or is read-only',
      409: 'The item cannot be changed in this way',
    },
  })
  async putItem(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Param('id') id: string,
    @JsonObject() item: object,
  ): Promise<object> {
    this.assertCollection(collection);
    await this.store.write(workspace, (tx) =>
      this.collections.put(tx, workspace, { collection, given: item, id }),
    );
    return this.getItem(workspace, collection, id);
  }

  @Delete('state/:collection/:id')
  @HttpCode(204)
  @CollectionParam('{{writtenCollection}}')
  @ItemParam()
  @ControlOperation('Remove an item', {
    status: 204,
    problems: { 404: 'The item does not exist, or cannot be removed' },
  })
  async deleteItem(
    @Param('ws') workspace: string,
    @Param('collection') collection: string,
    @Param('id') id: string,
  ): Promise<void> {
    this.assertCollection(collection);
    const removed = await this.store.write(workspace, (tx) =>
      this.collections.remove(tx, workspace, collection, id),
    );
    if (!removed) throw noSuchItem(workspace, collection, id);
  }

  @Post(':role/:collection/:id/:decision')
  @HttpCode(200)
  @CollectionParam()
  @IdParam('Id of the message')
  @ApiParam({
    name: 'decision',
    description: 'Decision; each role and collection has some of them',
    schema: { type: 'string', enum: ['{{decisions}}'] },
  })
  @ApiParam({
    name: 'role',
    description: 'Role that decides',
    schema: { type: 'string', enum: ['{{decidingRoles}}'] },
  })
  @ControlOperation('Decide on a waiting message (setting `decide` is `manual`){{decisionHints}}', {
    request: DecisionReason,
    body: { optional: true },
    example: { reason: 'out of print' },
    content: ITEM,
    problems: {
      404: 'The message does not exist',
      409: 'The message is already decided, or this decision is not possible',
    },
  })
  async decideItem(
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
    const manualDecision = decision as ManualDecision;
    const decider = this.collections.deciderOf(role, collection, manualDecision);
    if (!decider) {
      throw new Problem(404, { text: `Role ${role} cannot ${decision} items of ${collection}` });
    }
    await decider.decide(ws, id, manualDecision, reason);
    return this.getItem(ws, collection, id);
  }

  private assertCollection(collection: string): void {
    const names = this.directory.sortCollections(this.collections.names());
    if (names.includes(collection)) return;
    throw new Problem(404, {
      text: `There is no collection "${collection}"; use one of ${names.join(', ')}`,
    });
  }

  private show(tx: ReadTransaction, { document, ...message }: Message): Promise<object> {
    return this.views.of(tx, { ...message, item: JSON.parse(document) as object });
  }
}

function noSuchItem(workspace: string, collection: string, id: string): Problem {
  return new Problem(404, {
    text: `There is no item ${id} in ${collection} of workspace ${workspace}`,
  });
}
