import { ListOfObjects, Optional, Text } from '../../platform/validation/fields.js';

export class StatePage {
  @ListOfObjects('Items in their wire format, with their processing state; newest first')
  items!: object[];

  @Optional()
  @Text('Value of `cursor` for the next page; absent on the last page')
  nextCursor?: string;
}

export class DecisionReason {
  @Optional()
  @Text('Reason; sent in the confirmation of a decline', { example: 'out of print' })
  reason?: string;
}
