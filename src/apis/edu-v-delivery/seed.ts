import { DIGITAL_PRODUCT } from '../edu-v/products.js';
import type { DeliveryStatus, DeliveryType } from './delivery-types.js';
import type { DeliveryOrder } from './messages.js';
import type { SchoolReference, UserReference } from './references.messages.js';

export const schools = {
  first: {
    organisationMasterIdentifier: '104A158',
    organisationIds: [
      { organisationId: 'dd-0001', organisationIdType: 'DD_ID' },
      { organisationId: 'as-0001', organisationIdType: 'AS_ID' },
    ],
  },
  second: { organisationIds: [{ organisationId: '09QQ', organisationIdType: 'OIE_CODE' }] },
  third: { organisationIds: [{ organisationId: 'bp-0003', organisationIdType: 'BP_ID' }] },
} satisfies Record<string, SchoolReference>;

export const CONTRACT = 'CT-2026-001';
export const UNKNOWN_CONTRACT = 'CT-UNKNOWN';

export const student: UserReference = {
  userMasterIdentifier: `https://ketenid.nl/201703/${'1'.padStart(128, '0')}`,
};
const employee: UserReference = {
  userIds: [{ userId: 'e1001@as-0001', userIdType: 'NEPPI' }],
};

const school = { organisationMasterIdentifier: '104A158' };
const customer = { displayName: 'J. Jansen', email: 'j.jansen@example.org' };

interface Row {
  number: number;
  type: DeliveryType;
  status: DeliveryStatus;
  specification: object;
  buyer?: object;
  id?: string;
}

// prettier-ignore
const rows: Row[] = [
  { number: 1,  type: 'school-groups',          status: 'processed', specification: { school, groups: [{ groupId: 'G-1', quantity: 60 }, { groupId: 'G-2', quantity: 140 }], totalQuantity: 200 }, id: '24e39454-5360-4ba4-819f-03e59b8dd679' },
  { number: 2,  type: 'school-all',             status: 'processed', specification: { school, totalQuantity: 1200 } },
  { number: 3,  type: 'school-admin',           status: 'processed', specification: { school, totalQuantity: 5 } },
  { number: 4,  type: 'school-studies',         status: 'ordered',   specification: { school, studyYears: [{ studyYearId: 'SY-4H', quantity: 90 }], totalQuantity: 90 } },
  { number: 5,  type: 'school-subjects',        status: 'licensed',  specification: { school, subjects: [{ subjectId: 'SUB-EN', quantity: 30 }], totalQuantity: 30 } },
  { number: 6,  type: 'school-students',        status: 'processed', specification: { school, students: [student] } },
  { number: 7,  type: 'school-employees',       status: 'processed', specification: { school, employees: [employee] } },
  { number: 8,  type: 'school-activationcodes', status: 'cancelled', specification: { school, activationCodes: ['AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'] } },
  { number: 9,  type: 'customer-user',          status: 'processed', specification: { student }, buyer: customer },
  { number: 10, type: 'customer-activatoncode', status: 'processed', specification: { activationCode: 'FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK' }, buyer: customer },
  { number: 11, type: 'school-all',             status: 'created',   specification: { school, totalQuantity: 10 } },
];

/** An id of the seed. `kind` separates the ids of orders from those of their requests. */
const idOf = (kind: string, number: number): string =>
  `5eed0000-0000-4000-${kind}-${String(number).padStart(12, '0')}`;

/**
 * One delivery order per type and one per status, with the reference under which each was sent; a
 * created one was not.
 */
export const seededOrders: { reference?: string; order: DeliveryOrder }[] = rows.map(
  ({ number, type, status, specification, buyer = school, id = idOf('8001', number) }) => {
    const made = `2026-06-${String(number).padStart(2, '0')}T10:00:00Z`;
    return {
      ...(status !== 'created' && { reference: idOf('8002', number) }),
      order: {
        deliveryOrderId: id,
        contractId: CONTRACT,
        buyer,
        productId: DIGITAL_PRODUCT,
        deliveryType: type,
        deliverySpecification: specification as Record<string, unknown>,
        startDate: '2026-08-01',
        activationUntilDate: '2027-07-31',
        ...(status === 'cancelled' && { endDate: '2026-06-20' }),
        status,
        dateCreated: made,
        dateLastModified: made,
      },
    };
  },
);
