import { ListOf, Optional, Text } from '../../platform/validation/fields.js';
import { DescribedName } from '../http/names.js';

export class CreateScenarioRequest {
  @DescribedName('The API to which it belongs', {
    values: '{{scenarioApis}}',
    example: '{{api}}',
  })
  api!: string;

  @Text('Name of the wire field, wherever in a message it stands', { example: '{{scenarioField}}' })
  field!: string;

  @Text('Its value, in either case; * for every one', { example: '{{scenarioValue}}' })
  value!: string;

  @Text('The behaviour: one of those of the magic values of that API', {
    example: '{{behaviour}}',
  })
  behaviour!: string;

  @Optional()
  @Text(
    'ISO 8601 duration, of a behaviour that takes time; as its magic value has it when absent',
    {
      example: '{{behaviourTime}}',
    },
  )
  after?: string;
}

export class ScenarioView extends CreateScenarioRequest {
  @Text('Identity')
  id!: string;

  @Text('The behaviour in a sentence')
  description!: string;
}

export class ScenarioPage {
  @ListOf(() => ScenarioView, 'The scenarios')
  items!: ScenarioView[];
}
