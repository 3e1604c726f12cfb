import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { expectNoFailure } from '../bokbasen/valid-message.js';
import { expect40x, locationOf, type DdsTestClient } from './test-client.js';

const NAME = 'GET content of an order of another client';

/** Tests of content that another client ordered, on a shelf and on none. */
export function foreignContentTests(client: DdsTestClient): ConformanceTest[] {
  return [onNoShelfTest(client), ofReaderTest(client)];
}

/** Nothing but the order leads to this content: who sees it, sees data of another company. */
function onNoShelfTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `${NAME}, without a consumer`,
    verifies: [requirements.foreignContent],
    run: async (context) => {
      client.requireSecondStore(context);
      const ofStore = await contentWithoutConsumer(client, context);
      if (ofStore !== undefined)
        await expectHidden(client, context, ofStore, undefined, requirements.foreignContent);
      const ofService = await contentOfService(client, context);
      if (ofService !== undefined)
        await expectHidden(client, context, ofService, 'store', requirements.foreignContent);
      if (ofStore === undefined && ofService === undefined)
        context.skip(
          'an order without id is not accepted: configure clients.subscription, whose orders ' +
            'have no consumer',
        );
    },
  };
}

function ofReaderTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `${NAME}, for a consumer`,
    verifies: [requirements.foreignReader],
    run: async (context) => {
      client.requireSecondStore(context);
      const content = await client.orderedContent(context, 'nodrm');
      await expectHidden(client, context, content, undefined, requirements.foreignReader);
    },
  };
}

async function expectHidden(
  client: DdsTestClient,
  context: TestContext,
  content: string,
  as: 'store' | undefined,
  requirement: typeof requirements.foreignContent,
): Promise<void> {
  const exchange = await client.startDownload(context, content, {}, { as, probe: true });
  expectNoFailure(context, ddsOperations.getContent, exchange);
  expect40x(context, requirement, exchange, { variant: 'a client that did not order it' });
}

async function contentWithoutConsumer(
  client: DdsTestClient,
  context: TestContext,
): Promise<string | undefined> {
  const { id: _, ...order } = await client.order(context);
  const exchange = await client.sendOrder(context, order, { probe: true });
  return exchange.status === 201 ? locationOf(exchange, client.target) : undefined;
}

async function contentOfService(
  client: DdsTestClient,
  context: TestContext,
): Promise<string | undefined> {
  const { clients } = client.session.options;
  const { subscription, store } = clients;
  if (!subscription || subscription.clientId === store?.clientId) return undefined;
  const exchange = await context.call({
    operation: ddsOperations.placeSubscriptionOrder,
    as: 'subscription',
    body: { resid: client.data.title(context, 'nodrm') },
  });
  return exchange.status === 201 ? locationOf(exchange, client.target) : undefined;
}
