import { Get, Param, Query } from '@nestjs/common';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { DocumentedQuery } from '../http/query-parameters.js';
import { TimelineView } from './timeline.messages.js';
import { TimelineQuery } from './timeline.query.js';
import { TimelineSteps } from './timeline-steps.js';
import { MAX_ID_LENGTH } from './trace-ids.js';
import { TracedOperations } from './traced-operations.js';
import { Tracer } from './tracer.js';

@WorkspaceController('/timeline', 'Journal')
export class TimelineController {
  constructor(
    private readonly tracer: Tracer,
    private readonly steps: TimelineSteps,
    private readonly operations: TracedOperations,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ControlOperation('Get the steps of an order across the roles, by any of its ids', {
    response: TimelineView,
    problems: { 400: 'The id is missing or too long', 404: 'The workspace does not know the id' },
  })
  @DocumentedQuery(TimelineQuery)
  async getTimeline(
    @Param('ws') workspace: string,
    @Query() { id }: TimelineQuery,
  ): Promise<TimelineView> {
    const now = this.clock.now(workspace);
    if (id === undefined) {
      const expected = `1 to ${MAX_ID_LENGTH} characters`;
      throw problemDetails.schemaIncorrect([{ path: 'id', expected, seen: 'missing' }]);
    }
    const trace = await this.tracer.trace(workspace, id);
    if (trace.isEmpty) {
      throw new Problem(404, {
        text:
          `Workspace ${workspace} does not know the id "${id}". Ids are in the messages that were sent and received ` +
          `(GET …/exchanges), in the outbox (GET …/deliveries) and in the items of GET …/state/{collection}`,
      });
    }
    const items = this.operations
      .sortItems([...trace.items.values()])
      .map(({ collection, id: itemId, status }) => ({
        collection,
        id: itemId,
        ...(status !== undefined && { status }),
      }));
    const { ids, truncated } = trace;
    return { id, ids, items, steps: this.steps.of(trace, now), truncated };
  }
}
