import { Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { problemDetails } from '../kernel/problem/problem-details.js';
import { Problem } from '../kernel/problem/problem.js';
import { Scenarios } from '../kernel/state/scenarios.js';
import { Does, Judged, WorkspaceController } from './control-routes.js';
import { refuseUnlessDurations } from './durations.js';
import { ScenarioOrder, ScenarioPage, ScenarioView } from './scenarios.messages.js';

@WorkspaceController('/scenarios', 'Scenarios')
export class ScenariosController {
  constructor(private readonly scenarios: Scenarios) {}

  @Get()
  @Does("List the workspace's own rules, the newest first", { answers: ScenarioPage })
  list(@Param('ws') workspace: string): ScenarioPage {
    return { items: this.scenarios.in(workspace) };
  }

  @Post()
  @HttpCode(201)
  @Does('Let our side behave so toward messages with that value', {
    takes: ScenarioOrder,
    example: {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: 'PO-LATE',
      behaviour: 'confirmed-late',
      after: 'PT10M',
    },
    answers: ScenarioView,
    status: 201,
    problems: { 400: 'A wrong field' },
  })
  async add(
    @Param('ws') workspace: string,
    @Judged({ as: ScenarioOrder }) asked: ScenarioOrder,
  ): Promise<ScenarioView> {
    const { api, behaviour, after } = asked;
    const known = this.scenarios.ofApi(api);
    const magic = known.find((one) => one.behaviour === behaviour);
    if (!magic) {
      const expected = `one of ${known.map((one) => one.behaviour).join(', ') || 'none: its role is not served'}`;
      throw problemDetails.schemaIncorrect([{ path: '/behaviour', expected, seen: behaviour }]);
    }
    if (after !== undefined && magic.after === undefined) {
      const expected = `no such field: ${behaviour} takes no time`;
      throw problemDetails.schemaIncorrect([{ path: '/after', expected, seen: after }]);
    }
    refuseUnlessDurations([['/after', after]]);
    const { description } = magic;
    const usual = magic.after !== undefined && { after: magic.after };
    return this.scenarios.add(workspace, { ...usual, ...asked, description });
  }

  @Delete(':id')
  @HttpCode(204)
  @Does('Remove a rule', { status: 204, problems: { 404: 'There is none' } })
  async remove(@Param('ws') workspace: string, @Param('id') id: string): Promise<void> {
    if (await this.scenarios.remove(workspace, id)) return;
    throw new Problem(404, { text: `There is no scenario ${id} in workspace ${workspace}` });
  }
}
