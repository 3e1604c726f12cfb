import type { OrderDetailsLine } from '../../../../apis/bokbasen-orders/messages.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import { describeResponse, type TestContext } from '../../../runner/test-context.js';
import { ORDERED_QUANTITY, type BokbasenOrderClient } from '../order-client.js';
import { orderDetailsIn, orderDetailsLinesOf } from '../order-responses.js';

/** Places an order with one line, and returns functions to reduce it. */
export async function placeSingleLineOrder(client: BokbasenOrderClient, context: TestContext) {
  const [ean] = client.data.products(context);
  const { id, lines } = await client.place(context, {
    lines: [{ ean, quantity: ORDERED_QUANTITY }],
  });
  const line = lines[0]!.id;
  const reduce = (number: number, more = {}): Promise<Exchange> =>
    client.reduce(context, id, { ean, number }, more);
  /** Skips the test if a valid reduction is not accepted. */
  const reduceOrSkip = async (number: number): Promise<Exchange> => {
    const exchange = await reduce(number);
    if (exchange.status !== 200)
      context.skip(
        `a reduction by ${-number} with the token of the buyer was answered ` +
          `${describeResponse(exchange)}, not 200`,
      );
    return exchange;
  };
  const changeRows = async (): Promise<[Exchange, OrderDetailsLine[]]> => {
    const exchange = await client.get(context, id);
    return [
      exchange,
      orderDetailsLinesOf(orderDetailsIn(exchange)).filter((one) => one.id !== line),
    ];
  };
  return { id, line, ean, reduce, reduceOrSkip, changeRows };
}
