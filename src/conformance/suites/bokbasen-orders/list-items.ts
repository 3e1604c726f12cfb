import type { OrderSummary } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { TestContext } from '../../runner/test-context.js';
import type { PlacedOrder } from './order-client.js';
import { expectCreatedForm } from './reading.js';

/** Fields that a list has in common with the order itself. */
const COMMON_FIELDS = [
  'orderId',
  'buyerOrderNumber',
  'buyer',
  'seller',
  'status',
  'created',
] as const;

/** Checks an item of a list against the order itself. */
export function expectListItem(
  context: TestContext,
  list: Exchange,
  item: OrderSummary,
  { id, order }: PlacedOrder,
): void {
  const common = Object.fromEntries(
    COMMON_FIELDS.filter((name) => order[name] !== undefined).map((name) => [name, order[name]]),
  );
  context.expectFields(requirements.sameInBoth, list, item, common);
  const links = Array.isArray(item.links) ? item.links : [];
  const self = links.find(({ rel }) => rel === 'self')?.href ?? 'no link with rel self';
  context.expect(requirements.listLinks, list, URL.canParse(self) && self.endsWith(`/${id}`), {
    pointer: '/links',
    expected: `a list with a link self that ends in ${id}`,
    seen: self,
  });
  expectCreatedForm(context, list, '/created', item.created);
}
