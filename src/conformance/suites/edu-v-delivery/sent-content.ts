import { overlap, schoolKeys } from '../../../apis/edu-v-delivery/identities.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import type { SchoolReference } from '../../../apis/edu-v-delivery/references.messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';

/**
 * Checks that an order is returned with the content that was sent. The partner may add fields, and
 * name a school by other identifiers of it.
 */
export function expectSentContent(
  context: TestContext,
  exchange: Exchange,
  returned: DeliveryOrder | undefined,
  sent: DeliveryOrder,
  {
    requirement = requirements.readsWhatWasSent,
    before = 'the order was sent with that content',
  }: { requirement?: Requirement; before?: string } = {},
): void {
  const about = { before };
  if (!returned) {
    context.expect(requirement, exchange, false, {
      pointer: '',
      expected: 'the order that was sent',
      seen: describeResponse(exchange),
      causes: [derivedRequirements(deliveryOperations.getDeliveryOrder).ok],
      ...about,
    });
    return;
  }
  const { dateLastModified: _, ...expected } = sent;
  context.expectFields(requirement, exchange, withSentSchools(returned, sent), expected, about);
}

/** The returned order, with each school as it was sent if it is the same one. */
function withSentSchools(returned: DeliveryOrder, sent: DeliveryOrder): DeliveryOrder {
  const school = sameSchool(
    returned.deliverySpecification['school'],
    sent.deliverySpecification['school'],
  );
  return {
    ...returned,
    buyer: sameSchool(returned.buyer, sent.buyer) as DeliveryOrder['buyer'],
    deliverySpecification: {
      ...returned.deliverySpecification,
      ...(school !== undefined && { school }),
    },
  };
}

function sameSchool(returned: unknown, sent: unknown): unknown {
  const keys = new Set(schoolKeys({ ...(sent as SchoolReference | undefined) }));
  return overlap(schoolKeys({ ...(returned as SchoolReference | undefined) }), keys)
    ? sent
    : returned;
}
