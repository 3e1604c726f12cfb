import { deliveryFacts, eduvParameterFacts } from '../../facts/edu-v.js';
import {
  deliveryTypeByContent,
  isSameSchool,
  namesEverybody,
  type DeliveryOrder,
  type Reference,
} from './delivery-orders.js';
import {
  isForUser,
  schoolOf,
  type DeliveryConfirmation,
  type DeliveryStore,
} from './delivery-store.js';
import type { AnswerOptions, ProvidedOperation } from './edu-v-api.js';
import { FactValidator } from './fact-validator.js';
import type { PartnerAnswer } from './http-partner.js';
import type { Caller } from './token-endpoint.js';

const scope = (name: string): string => `eduv.delivery.${name}`;
const suppliers = ['entitlor', 'licensor'].map(scope);
const schoolReaders = ['dashboard', 'portal'].map(scope);

/** What a Bestelomgeving knows, and legal differences in what it returns. */
export interface DeliveryReadOptions extends AnswerOptions {
  /** Schools that have consented, by client. */
  consents?: Record<string, readonly Reference[]>;
  schools: readonly Reference[];
  contracts: readonly string[];
  /** A returned order shows all identifiers of its school. */
  allIdentifiers?: boolean;
  /** Returned orders have fields of a later version. */
  newFields?: boolean;
}

/** The operations of the Delivery API that a Bestelomgeving provides. */
export function deliveryOperations(
  store: DeliveryStore,
  options: DeliveryReadOptions,
): ProvidedOperation[] {
  const { consents = {}, schools, contracts } = options;
  const facts = new FactValidator(
    { ...deliveryFacts, ...eduvParameterFacts },
    deliveryTypeByContent,
  );
  const refusal = (status: number, code: number, reason: string): PartnerAnswer => ({
    status,
    body: { status: code, ...(!options.noStatusMessage && { statusMessage: reason }) },
  });
  const hasConsent = ({ clientId }: Caller, school: Reference): boolean =>
    (consents[clientId] ?? []).some((one) => isSameSchool(one, school));
  const list = (orders: DeliveryOrder[]): PartnerAnswer => ({
    status: 200,
    body: orders.map((order) => shown(order, options)),
  });
  const forSchool = (
    caller: Caller,
    wanted: Reference,
    matches: (order: DeliveryOrder) => boolean,
  ): PartnerAnswer => {
    const school = schools.find((one) => isSameSchool(one, wanted));
    if (!school) return refusal(404, 99, 'no such school');
    if (!hasConsent(caller, school)) return refusal(403, 22, 'consent required');
    return list(store.find((order) => isSameSchool(schoolOf(order), school) && matches(order)));
  };
  return [
    {
      method: 'GET',
      path: '/deliveryorders/{id}',
      scopes: [...suppliers, ...schoolReaders],
      handle: ({ id, caller }) => {
        const order = store.get(id);
        if (!order) return refusal(404, 99, 'no such order');
        const isFree = suppliers.some((one) => caller.scopes.includes(one));
        if (!isFree && !hasConsent(caller, schoolOf(order)))
          return refusal(403, 22, 'consent required');
        return { status: 200, body: shown(order, options) };
      },
    },
    {
      method: 'GET',
      path: '/deliveryorders/school',
      scopes: schoolReaders,
      isValid: (_, query) =>
        facts.isValid('/deliveryorders/school', Object.fromEntries(query)) &&
        (query.has('orgMasterId') || (query.has('orgId') && query.has('orgIdType'))),
      handle: ({ query, caller }) =>
        forSchool(caller, schoolIn(query), (order) =>
          ['status', 'deliveryType'].every((name) => [null, order[name]].includes(query.get(name))),
        ),
    },
    {
      method: 'POST',
      path: '/deliveryorders/school/user',
      scopes: schoolReaders,
      isValid: (body, query) =>
        facts.isValid('UserAtSchool', body) &&
        namesEverybody(body as Record<string, unknown>) &&
        facts.isValid('/deliveryorders/school/user', Object.fromEntries(query)),
      handle: ({ message, query, caller }) => {
        const { school, user } = message as { school: Reference; user: object };
        return forSchool(
          caller,
          school,
          (order) =>
            isForUser(order, school, user) && [null, order.status].includes(query.get('status')),
        );
      },
    },
    {
      method: 'GET',
      path: '/deliveryorders/contracts/{id}',
      scopes: suppliers,
      handle: ({ id }) =>
        contracts.includes(id)
          ? list(store.find(({ contractId }) => contractId === id))
          : refusal(404, 99, 'no such contract'),
    },
    {
      method: 'PUT',
      path: '/deliveryorders/confirmations',
      scopes: [scope('entitlor')],
      isValid: (body) => facts.isValid('DeliveryOrderConfirmation', body),
      handle: ({ message }) => {
        const reason = store.confirm(message as DeliveryConfirmation);
        return reason === undefined ? { status: 202 } : refusal(400, 99, reason);
      },
    },
  ];
}

function schoolIn(query: URLSearchParams): Reference {
  const master = query.get('orgMasterId');
  if (master !== null) return { organisationMasterIdentifier: master };
  const organisationId = query.get('orgId') ?? '';
  const organisationIdType = query.get('orgIdType') ?? '';
  return { organisationIds: [{ organisationId, organisationIdType }] };
}

function shown(order: DeliveryOrder, options: DeliveryReadOptions): DeliveryOrder {
  const { allIdentifiers, newFields, schools } = options;
  const full = (one: Reference): Reference =>
    (allIdentifiers && schools.find((school) => isSameSchool(school, one))) || one;
  const { school } = order.deliverySpecification as { school?: Reference };
  return {
    ...order,
    buyer: full(order.buyer),
    deliverySpecification: {
      ...order.deliverySpecification,
      ...(school && { school: full(school) }),
    },
    ...(newFields && { campus: 'North' }),
  };
}
