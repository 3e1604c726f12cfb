import { ListOf, OneOf, Optional, Text } from '../../platform/validation/fields.js';

const apis = ['edu-v-order', 'edu-v-delivery', 'bokbasen-orders', 'dds'];

export class CreateScenarioRequest {
  @OneOf(apis, 'The API to which it belongs', { example: 'edu-v-order' })
  api!: string;

  @Text('Name of the wire field, wherever in a message it stands', { example: 'purchaseOrderId' })
  field!: string;

  @Text('Its value, in either case; * for every one', { example: 'PO-LATE' })
  value!: string;

  @Text('The behaviour: one of those of the magic values of that API', {
    example: 'confirmed-late',
  })
  behaviour!: string;

  @Optional()
  @Text(
    'ISO 8601 duration, of a behaviour that takes time; as its magic value has it when absent',
    {
      example: 'PT10M',
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
