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

  @IntegerBetween(1, MAX_COUNT, 'Number of orders', 100)
  count!: number;

  @Optional()
  @IntegerBetween(
    0,
    MAX_SEED,
    'Seed of the random generator; the same seed and workspace time give the same orders',
    1,
  )
  seed?: number;
}

export class GeneratedOrdersView {
  @Int('Number of generated orders', { example: 100 })
  generated!: number;

  @ListOfText('Ids of the orders in the collection of the API, in the sequence of generation')
  ids!: string[];
}
