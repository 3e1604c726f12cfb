import { Get, Inject } from '@nestjs/common';
import { RequirementCatalogue } from '../../conformance/recorder/requirement-catalogue.js';
import { SCENARIOS, type Scenario } from '../../sandbox/scenarios/scenario.js';
import { ControlController, ControlOperation } from '../http/control-routes.js';
import { RequirementPage } from '../conformance/conformance.messages.js';
import { RulePage } from './catalogue.messages.js';
import { ScenarioPage } from '../scenarios/scenarios.messages.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import { ROLES } from '../../platform/api/served-role.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';
import { ownValue } from '../../platform/validation/own-value.js';

@ControlController('', 'Catalogues')
export class CatalogueController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
    @Inject(SCENARIOS) private readonly magicValues: Scenario[],
    private readonly catalogue: RequirementCatalogue,
  ) {}

  @Get('rules')
  @ControlOperation('List the rules on which the sources disagree, with their current values', {
    response: RulePage,
  })
  listRules(): RulePage {
    const families = new Set(this.roles.map(({ family }) => family));
    const items = [...families].flatMap((family) =>
      family.rules.map(({ values, effect: _, ...rule }) => ({
        ...rule,
        values: [...values],
        value: ownValue(this.config.rules, rule.name) ?? values[0],
      })),
    );
    return { items };
  }

  @Get('requirements')
  @ControlOperation('List the requirements of the APIs', { response: RequirementPage })
  listRequirements(): RequirementPage {
    const items = this.catalogue.all.map(({ requirement, api }) => {
      const { id, level, actors, operations, text, source, notTestedReason, rule } = requirement;
      const optional = {
        ...(notTestedReason !== undefined && { excused: notTestedReason }),
        ...(rule !== undefined && { rule }),
      };
      return {
        id,
        level,
        who: actors,
        over: operations,
        text,
        source,
        contract: api.name,
        ...optional,
      };
    });
    return { items };
  }

  @Get('scenarios')
  @ControlOperation('List the magic values and the behaviour of the sandbox for each', {
    response: ScenarioPage,
  })
  listMagicValues(): ScenarioPage {
    return { items: this.magicValues };
  }
}
