import type { TypeByContent } from './fact-validator.js';

export interface DeliveryOrder {
  deliveryOrderId: string;
  contractId?: string;
  buyer: Reference & { displayName?: string };
  productId: string;
  deliveryType: string;
  deliverySpecification: Record<string, unknown>;
  status: string;
  endDate?: string;
  dateLastModified: string;
  [field: string]: unknown;
}

/** Identifiers of a school. */
export interface Reference {
  organisationMasterIdentifier?: string;
  organisationIds?: { organisationId: string; organisationIdType: string }[];
}

interface Part {
  quantity?: number;
}

const specifications: Record<string, string> = {
  'school-all': 'SchoolAllSpecification',
  'school-admin': 'SchoolAdminSpecification',
  'school-studies': 'SchoolStudiesSpecification',
  'school-subjects': 'SchoolSubjectsSpecification',
  'school-groups': 'SchoolGroupsSpecification',
  'school-students': 'SchoolStudentsSpecification',
  'school-employees': 'SchoolEmployeesSpecification',
  'school-activationcodes': 'SchoolActivationCodesSpecification',
  'customer-user': 'CustomerStudentSpecification',
  'customer-activatoncode': 'CustomerActivationCodeSpecification',
};

/** The schema of a specification and of a buyer follows from the deliveryType. */
export const deliveryTypeByContent: TypeByContent = (owner, field, { deliveryType }) => {
  if (owner !== 'DeliveryOrder') return undefined;
  if (field === 'deliverySpecification') return specifications[String(deliveryType)];
  if (field !== 'buyer') return undefined;
  return String(deliveryType).startsWith('customer-') ? 'CustomerReference' : 'SchoolReference';
};

export function hasEndDateWhenCancelled({ status, endDate }: DeliveryOrder): boolean {
  return status !== 'cancelled' || endDate !== undefined;
}

/** True when the buyer is of the kind that the table of types names: a school or a customer. */
export function hasItsBuyer({ deliveryType, buyer }: DeliveryOrder): boolean {
  const isSchool = 'organisationMasterIdentifier' in buyer || 'organisationIds' in buyer;
  return isSchool === deliveryType.startsWith('school-');
}

/** True when each school and user of a value has an identifier, as the text of the source says. */
export function namesEverybody(value: Record<string, unknown>): boolean {
  return ['school', 'student', 'students', 'employees', 'user']
    .flatMap((name) => value[name] ?? [])
    .every((reference) =>
      ['organisationMasterIdentifier', 'organisationIds', 'userMasterIdentifier', 'userIds'].some(
        (id) => id in (reference as Reference),
      ),
    );
}

/** The study years, subjects or groups of an order. */
export function partsOf({ deliverySpecification }: DeliveryOrder): Part[] {
  const { studyYears, subjects, groups } = deliverySpecification as Record<string, Part[]>;
  return studyYears ?? subjects ?? groups ?? [];
}

/** The fields of an order that cannot change. */
export function withoutQuantities(order: DeliveryOrder): object {
  const { totalQuantity: _, ...specification } = order.deliverySpecification;
  const { status: _1, dateLastModified: _2, endDate: _3, ...rest } = order;
  const parts = partsOf(order).map(({ quantity: _4, ...part }) => part);
  return { ...rest, deliverySpecification: { ...specification, parts, groups: undefined } };
}

/** True when two references have an identifier in common. */
export function isSameSchool(one: Reference, other: Reference): boolean {
  const master = one.organisationMasterIdentifier;
  return (
    (master !== undefined && master === other.organisationMasterIdentifier) ||
    (one.organisationIds ?? []).some((id) =>
      (other.organisationIds ?? []).some(
        ({ organisationId, organisationIdType }) =>
          id.organisationId === organisationId && id.organisationIdType === organisationIdType,
      ),
    )
  );
}
