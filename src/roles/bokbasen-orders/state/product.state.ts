import { Injectable } from '@nestjs/common';
import { isEan13 } from '../../../apis/bokbasen-orders/ean.js';
import type { SchemaError } from '../../../platform/validation/schema.js';
import { RecordStateResource } from '../../../sandbox/state/record.state.js';
import { Records } from '../../../sandbox/state/records.js';
import { StateResource } from '../../../sandbox/state/state-resource.js';
import { BOKBASEN_ORDERS_ROLE } from '../role.js';
import { products, type Product } from './record.messages.js';

/** State resource of products. */
@StateResource()
@Injectable()
export class ProductStateResource extends RecordStateResource<Product> {
  constructor(records: Records) {
    super(BOKBASEN_ORDERS_ROLE, products, records);
  }

  protected override errorsOf({ id }: Product): SchemaError[] {
    if (isEan13(id)) return [];
    return [{ path: '/id', expected: 'an EAN-13 with a valid check digit', seen: id }];
  }
}
