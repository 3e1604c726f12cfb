import { Get, Inject } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Catalogue } from '../conformance/catalogue.js';
import { ROLES, type Role } from '../kernel/contract/role.js';
import { SCENARIOS, type Scenario } from '../kernel/state/scenario.js';
import { ControlController, Does } from './control-routes.js';
import { RequirementPage } from './conformance.messages.js';
import { RulePage } from './messages.js';
import { ScenarioPage } from './scenarios.messages.js';

@ControlController('', 'Catalogues')
export class CatalogueController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ROLES) private readonly roles: Role[],
    @Inject(SCENARIOS) private readonly magic: Scenario[],
    private readonly catalogue: Catalogue,
  ) {}

  @Get('rules')
  @Does('List the rules on which the sources disagree, and how they are set', { answers: RulePage })
  rules(): RulePage {
    const families = new Set(this.roles.map(({ family }) => family));
    const items = [...families].flatMap((family) =>
      family.rules.map(({ values, ...rule }) => ({
        ...rule,
        values: [...values],
        value: this.config.rules[rule.name] ?? values[0],
      })),
    );
    return { items };
  }

  @Get('requirements')
  @Does('List what the contracts ask of the parties', { answers: RequirementPage })
  requirements(): RequirementPage {
    const items = this.catalogue.all.map(({ requirement, contract }) => {
      const { id, level, who, over, text, source, excused, rule } = requirement;
      const more = {
        ...(excused !== undefined && { excused }),
        ...(rule !== undefined && { rule }),
      };
      return { id, level, who, over, text, source, contract: contract.name, ...more };
    });
    return { items };
  }

  @Get('scenarios')
  @Does('List the magic values that make our side behave in a particular way', {
    answers: ScenarioPage,
  })
  scenarios(): ScenarioPage {
    return { items: this.magic };
  }
}
