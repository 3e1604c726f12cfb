import { CustomType, Int, ListOfText, Optional } from '../../platform/validation/fields.js';
import { DescribedName } from '../http/names.js';

const MAX_COUNT = 10_000;
const MAX_SEED = 2 ** 32 - 1;

const IntegerBetween = (minimum: number, maximum: number, description: string, example: number) =>
  CustomType(
    (value) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
    `a whole number from ${minimum} to ${maximum}`,
    { type: 'integer', minimum, maximum, example },
    description,
  );

export class GenerateOrdersRequest {
  @DescribedName('The API of the orders', { values: '{{generators}}', example: '{{api}}' })
  api!: string;

  @IntegerBetween(1, MAX_COUNT, 'How many', 100)
  count!: number;

  @Optional()
  @IntegerBetween(
    0,
    MAX_SEED,
    'The same seed at the same time makes the same orders; 1 when absent',
    1,
  )
  seed?: number;
}

export class GeneratedOrdersView {
  @Int('How many were made up', { example: 100 })
  generated!: number;

  @ListOfText('Their ids in the collection of the API, in the order in which they were made up')
  ids!: string[];
}
