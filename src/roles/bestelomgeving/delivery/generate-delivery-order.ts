import {
  deliveryTypes,
  type DeliveryStatus,
  type DeliveryType,
} from '../../../apis/edu-v-delivery/delivery-types.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { CONTRACT, schools, student } from '../../../apis/edu-v-delivery/seed.js';
import type {
  CustomerReference,
  SchoolReference,
  UserReference,
} from '../../../apis/edu-v-delivery/references.messages.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import type { GeneratorContext, GeneratedItem } from '../../../sandbox/state/state-resource.js';
import { withCheckDigit } from '../../../sandbox/generators/ean13.js';
import type { Random } from '../../../sandbox/generators/random.js';
import { nextEndOfSchoolYear } from './school-year.js';

const HOUR_MS = 3_600_000;
const TWO_MONTHS_H = 60 * 24;
/** Product ids that trigger no scenario. */
const products = Array.from({ length: 60 }, (_, index) =>
  withCheckDigit(`97890000${String(index + 2).padStart(4, '0')}`),
);
const studyYears = ['SY-1B', 'SY-2V', 'SY-3H', 'SY-4H', 'SY-5V'];
const subjects = ['SUB-EN', 'SUB-NE', 'SUB-WI', 'SUB-BI', 'SUB-GS'];
const groups = ['G-1', 'G-2', 'G-3', 'G-4', 'G-5', 'G-6'];
const customers: CustomerReference[] = [
  { displayName: 'A. Voorbeeld', email: 'a.voorbeeld@example.org' },
  { displayName: 'B. Proef', email: 'b.proef@example.org' },
  { displayName: 'C. Verzonnen' },
];
const statuses: Record<DeliveryStatus, number> = {
  created: 5,
  ordered: 15,
  processed: 50,
  licensed: 22,
  cancelled: 8,
};
/** Weights of the most frequent types: a class, a study year, the whole school. */
const weights: Partial<Record<DeliveryType, number>> = {
  'school-groups': 8,
  'school-studies': 5,
  'school-all': 4,
};
const types = Object.fromEntries(deliveryTypes.map((type) => [type, weights[type] ?? 2])) as Record<
  DeliveryType,
  number
>;

/** Generates a delivery order of any type and status, for one of the schools of the seed. */
export function generateDeliveryOrder({ random, now }: GeneratorContext): GeneratedItem {
  const deliveryType = random.pickBy(types);
  const status = random.pickBy(statuses);
  const school = schools[random.pickBy({ first: 6, second: 2, third: 2 })];
  const until = nextEndOfSchoolYear(toIsoUtc(now).slice(0, 10));
  const createdAt = now - random.int(1, TWO_MONTHS_H) * HOUR_MS;
  const changedAt = status === 'created' ? createdAt : random.int(0, 50) * 60_000 + createdAt;
  const item: Omit<DeliveryOrder, 'deliveryOrderId'> = {
    ...(random.chance(0.8) && { contractId: CONTRACT }),
    buyer: deliveryType.startsWith('customer-') ? random.pick(customers) : school,
    productId: random.pick(products),
    deliveryType,
    deliverySpecification: specifications[deliveryType](random, school),
    ...(random.chance(0.3) && { portals: ['portal-a'] }),
    startDate: `${Number(until.slice(0, 4)) - 1}-08-01`,
    activationUntilDate: until,
    ...(status === 'cancelled' && { endDate: toIsoUtc(changedAt).slice(0, 10) }),
    status,
    dateCreated: toIsoUtc(createdAt),
    dateLastModified: toIsoUtc(changedAt),
  };
  return { id: random.uuid(), item };
}

type GenerateSpecification = (random: Random, school: SchoolReference) => Record<string, unknown>;

/**
 * Generators of the deliverySpecification per type. The quantities of the parts add up to the
 * total.
 */
const specifications: Record<DeliveryType, GenerateSpecification> = {
  'school-all': (random, school) => ({ school, totalQuantity: random.int(20, 120) * 10 }),
  'school-admin': (random, school) => ({ school, totalQuantity: random.int(1, 10) }),
  'school-studies': partsGenerator('studyYears', 'studyYearId', studyYears, [60, 150]),
  'school-subjects': partsGenerator('subjects', 'subjectId', subjects, [20, 90]),
  'school-groups': partsGenerator('groups', 'groupId', groups, [18, 32]),
  'school-students': (random, school) => ({ school, students: several(random, generateStudent) }),
  'school-employees': (random, school) => ({
    school,
    employees: several(random, generateEmployee),
  }),
  'school-activationcodes': (random, school) => ({
    school,
    activationCodes: several(random, generateActivationCode),
  }),
  'customer-user': (random) => ({ student: generateStudent(random) }),
  'customer-activatoncode': (random) => ({ activationCode: generateActivationCode(random) }),
};

function partsGenerator(
  list: string,
  id: string,
  names: string[],
  [from, to]: [number, number],
): GenerateSpecification {
  return (random, school) => {
    const quantities = random
      .sample(names, random.int(1, 4))
      .map((name) => [name, random.int(from, to)] as const);
    return {
      school,
      [list]: quantities.map(([name, quantity]) => ({ [id]: name, quantity })),
      totalQuantity: quantities.reduce((sum, [, quantity]) => sum + quantity, 0),
    };
  };
}

function several<Item>(random: Random, make: (random: Random) => Item): Item[] {
  return Array.from({ length: random.int(1, 5) }, () => make(random));
}

/** Generates a student; one of five is the student of the seed, so that a portal finds orders. */
function generateStudent(random: Random): UserReference {
  if (random.chance(0.2)) return student;
  return { userMasterIdentifier: `https://ketenid.nl/201703/${random.hex(128)}` };
}

function generateEmployee(random: Random): UserReference {
  return { userIds: [{ userId: `e${random.int(1000, 9999)}@as-0001`, userIdType: 'NEPPI' }] };
}

function generateActivationCode(random: Random): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.split('');
  const five = (): string => Array.from({ length: 5 }, () => random.pick(letters)).join('');
  return Array.from({ length: 5 }, five).join('-');
}
