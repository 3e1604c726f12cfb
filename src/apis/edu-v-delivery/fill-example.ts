import { randomUUID } from 'node:crypto';
import { toIsoUtc } from '../../platform/time/time.js';
import type { ExampleFacts, FilledExample } from '../descriptor.js';
import { deliveryExamples } from './examples.js';
import type { DeliveryOrder, DeliveryOrderRequest } from './messages.js';
import { CONTRACT, schools } from './seed.js';

const DAY_MS = 86_400_000;
const REQUESTS = 'deliveryrequests';

interface Consent {
  status: string;
  school: { organisationMasterIdentifier?: string };
}

/** Examples of the Delivery API: a new delivery order, and calls about those of the workspace. */
export async function fillDeliveryExample(
  operation: string,
  facts: ExampleFacts,
): Promise<FilledExample> {
  switch (operation) {
    case 'acceptDeliveryOrder':
      return { body: newRequest(facts.now) };
    case 'confirmDeliveryOrder':
      return fillConfirmation(facts);
    case 'getDeliveryOrder':
      return fillRead(facts);
    case 'getDeliveryOrdersByContract': {
      const order = await facts.latest<DeliveryOrder>('deliveryorders', isShared);
      return { parameters: { id: order?.contractId ?? CONTRACT } };
    }
    case 'getDeliveryOrdersForSchool':
      return { parameters: { orgMasterId: await consentedSchool(facts) } };
    default:
      return { body: deliveryExamples.userAtSchool };
  }
}

function newRequest(now: number): DeliveryOrderRequest {
  const time = toIsoUtc(now);
  const { deliveryOrder } = deliveryExamples.request;
  return {
    deliveryOrderReferenceId: randomUUID(),
    deliveryOrder: {
      ...deliveryOrder,
      deliveryOrderId: randomUUID(),
      startDate: time.slice(0, 10),
      activationUntilDate: toIsoUtc(now + 300 * DAY_MS).slice(0, 10),
      dateCreated: time,
      dateLastModified: time,
    },
  };
}

/** An order that readers can see. */
const isShared = ({ status, contractId }: DeliveryOrder): boolean =>
  status !== 'created' && contractId !== undefined;

async function fillRead({ latest }: ExampleFacts): Promise<FilledExample> {
  const order = await latest<DeliveryOrder>('deliveryorders', isShared);
  const example = deliveryExamples.request.deliveryOrder.deliveryOrderId;
  return order
    ? { parameters: { id: order.deliveryOrderId } }
    : { parameters: { id: example }, needs: 'acceptDeliveryOrder' };
}

async function consentedSchool({ latest }: ExampleFacts): Promise<string> {
  const consent = await latest<Consent>(
    'consents',
    ({ status, school }) =>
      status === 'accepted' && school.organisationMasterIdentifier !== undefined,
  );
  const { organisationMasterIdentifier: first } = schools.first;
  return consent?.school.organisationMasterIdentifier ?? first;
}

async function fillConfirmation({ latest, now }: ExampleFacts): Promise<FilledExample> {
  const request = await latest<DeliveryOrderRequest>(REQUESTS);
  if (!request) return { body: deliveryExamples.confirmation, needs: 'acceptDeliveryOrder' };
  const { deliveryOrderReferenceId, deliveryOrder } = request;
  const { deliveryOrderId, productId, status } = deliveryOrder;
  const newStatus = status === 'ordered' ? 'processed' : status;
  return {
    body: {
      ...deliveryExamples.confirmation,
      deliveryOrderReferenceId,
      deliveryOrderReceiveId: randomUUID(),
      deliveryOrderId,
      productId,
      processedTimestamp: toIsoUtc(now),
      newStatus,
      newDeliveryOrderStatus: newStatus,
    },
  };
}
