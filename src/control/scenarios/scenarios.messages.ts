import { ListOf, Optional, Text } from '../../platform/validation/fields.js';
import { DescribedName } from '../http/names.js';

export class CreateScenarioRequest {
  @DescribedName('API of the messages', {
    values: '{{scenarioApis}}',
    example: '{{api}}',
  })
  api!: string;

  @Text('Name of the field, at any depth of the message', { example: '{{scenarioField}}' })
  field!: string;

  @Text('Value of the field, case-insensitive; * for any value', { example: '{{scenarioValue}}' })
  value!: string;

  @Text('Behaviour: one that the magic values of the API use', {
    example: '{{behaviour}}',
  })
  behaviour!: string;

  @Optional()
  @Text(
    'ISO 8601 duration of the delay, for behaviours with a delay; default: the delay of the magic value',
    {
      example: '{{behaviourTime}}',
    },
  )
  after?: string;
}

export class ScenarioView extends CreateScenarioRequest {
  @Text('Id of the scenario')
  id!: string;

  @Text('Description of the behaviour')
  description!: string;
}

export class ScenarioPage {
  @ListOf(() => ScenarioView, 'Scenarios')
  items!: ScenarioView[];
}
