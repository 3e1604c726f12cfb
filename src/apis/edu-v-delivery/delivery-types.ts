import type { Type as Class } from '@nestjs/common';
import * as specifications from './specifications.messages.js';
import { CustomerReference, SchoolReference } from './references.messages.js';
import { ownValue } from '../../platform/validation/own-value.js';

interface DeliveryTypeRow {
  specification: Class;
  buyer: Class;
  /**
   * True where every member of a group may activate, and the quantity can be lowered. Otherwise
   * users are listed.
   */
  open: boolean;
  /** Field with the list of parts, and the field that identifies a part. */
  parts?: { list: string; id: 'studyYearId' | 'subjectId' | 'groupId' };
}

const s = specifications;

/** Delivery types by their names on the wire, two of which are misspelt in the source. */
// prettier-ignore
export const deliveryTypeTable = {
  'school-all':             { buyer: SchoolReference,   specification: s.SchoolAllSpecification,              open: true },
  'school-admin':           { buyer: SchoolReference,   specification: s.SchoolAdminSpecification,            open: true },
  'school-studies':         { buyer: SchoolReference,   specification: s.SchoolStudiesSpecification,          open: true,  parts: { list: 'studyYears', id: 'studyYearId' } },
  'school-subjects':        { buyer: SchoolReference,   specification: s.SchoolSubjectsSpecification,         open: true,  parts: { list: 'subjects', id: 'subjectId' } },
  'school-groups':          { buyer: SchoolReference,   specification: s.SchoolGroupsSpecification,           open: true,  parts: { list: 'groups', id: 'groupId' } },
  'school-students':        { buyer: SchoolReference,   specification: s.SchoolStudentsSpecification,         open: false },
  'school-employees':       { buyer: SchoolReference,   specification: s.SchoolEmployeesSpecification,        open: false },
  'school-activationcodes': { buyer: SchoolReference,   specification: s.SchoolActivationCodesSpecification,  open: false },
  'customer-user':          { buyer: CustomerReference, specification: s.CustomerStudentSpecification,        open: false },
  'customer-activatoncode': { buyer: CustomerReference, specification: s.CustomerActivationCodeSpecification, open: false },
} satisfies Record<string, DeliveryTypeRow>;

export type DeliveryType = keyof typeof deliveryTypeTable;
export const deliveryTypes = Object.keys(deliveryTypeTable) as DeliveryType[];

/** Names of two types in other documents of Edu-V, and in a table of the source itself. */
export const typeSynonyms: Readonly<Record<string, DeliveryType>> = {
  'customer-student': 'customer-user',
  'customer-activationcode': 'customer-activatoncode',
};

/** The delivery type that a name, or a synonym, stands for. */
export function deliveryTypeOf(name: string): DeliveryType {
  return ownValue(typeSynonyms, name) ?? (name as DeliveryType);
}

/** The row of a delivery type, by its name or a synonym. */
export function rowOf(name: string): DeliveryTypeRow {
  return deliveryTypeTable[deliveryTypeOf(name)];
}

/**
 * Types by which orders of a school can be filtered. Version 2 did not extend this list of the
 * source.
 */
export const filterTypes = deliveryTypes.filter(
  (type) => type.startsWith('school-') && type !== 'school-admin',
);

/** Types of version 1. */
export const version1Types: DeliveryType[] = deliveryTypes.filter(
  (type) => type !== 'school-admin',
);

export const deliveryStatuses = [
  'created',
  'ordered',
  'processed',
  'licensed',
  'cancelled',
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Statuses that a partner receives: a created order was not sent yet. */
export const sharedStatuses = deliveryStatuses.filter((status) => status !== 'created');

/**
 * Status transitions by a confirmation. The sources have no table; docs/limits.md explains this
 * reading.
 */
export const statusMoves: Record<DeliveryStatus, readonly DeliveryStatus[]> = {
  created: [],
  ordered: ['processed', 'cancelled'],
  processed: ['licensed', 'cancelled'],
  licensed: [],
  cancelled: [],
};
