import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { Clock } from '../../platform/workspaces/clock.js';
import { Store } from '../../platform/persistence/store.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { Collections } from '../../sandbox/state/collections.js';
import { Random } from '../../sandbox/generators/random.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { unknownName } from '../http/names.js';
import { GeneratedOrdersView, GenerateOrdersRequest } from './generate.messages.js';

/** Orders in one write transaction. Other writers can run between two batches. */
const BATCH_SIZE = 200;

@WorkspaceController('/orders/generate', 'Generator')
export class GenerateController {
  constructor(
    private readonly collections: Collections,
    private readonly directory: ApiDirectory,
    private readonly clock: Clock,
    private readonly store: Store,
  ) {}

  @Post()
  @HttpCode(201)
  @ControlOperation(
    'Generate orders with correct check digits, and store them without sending messages',
    {
      request: GenerateOrdersRequest,
      example: { api: '{{api}}', count: 10, seed: 1 },
      response: GeneratedOrdersView,
      status: 201,
      problems: {
        400: 'A field is invalid',
        404: 'The workspace does not exist, or no served role uses the API',
      },
    },
  )
  async generateOrders(
    @Param('ws') workspace: string,
    @Body() { api, count, seed = 1 }: GenerateOrdersRequest,
  ): Promise<GeneratedOrdersView> {
    const unknown = unknownName('/api', api, this.directory.generators);
    if (unknown.length > 0) throw problemDetails.schemaIncorrect(unknown);
    const generator = this.collections.generatorOf(api);
    if (!generator)
      throw new Problem(404, {
        text: `No served role generates orders of ${api}; add its role to ROLES`,
      });
    const random = new Random(seed);
    const now = this.clock.now(workspace);
    const ids: string[] = [];
    while (ids.length < count) {
      const batch = Array.from({ length: Math.min(BATCH_SIZE, count - ids.length) }, (_, index) =>
        generator.generate({ random, now, index: ids.length + index }),
      );
      await this.store.write(workspace, async (tx) => {
        for (const order of batch)
          await this.collections.putGenerated(tx, workspace, generator.collection, order);
      });
      ids.push(...batch.map(({ id }) => id));
    }
    return { generated: count, ids };
  }
}
