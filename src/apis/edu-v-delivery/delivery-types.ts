import type { Type as Class } from '@nestjs/common';
import * as specifications from './specifications.messages.js';
import { CustomerReference, SchoolReference } from './references.messages.js';

interface DeliveryTypeRow {
  specification: Class;
  buyer: Class;
  /** Open: anybody of a group may activate, and the quantity can be lowered. Else it is for those who are listed. */
  open: boolean;
  /** The list of those for whom it is, and by what each is known. */
  parts?: { list: string; id: 'studyYearId' | 'subjectId' | 'groupId' };
}

const s = specifications;

/** The delivery types under their names on the wire (two of them misspelt there), with what each asks for. */
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

/** What a delivery type asks for. */
export function rowOf(type: DeliveryType): DeliveryTypeRow {
  return deliveryTypeTable[type];
}

/** The types by which orders of a school can be filtered: the list of the source was not extended with version 2. */
export const filterTypes = deliveryTypes.filter(
  (type) => type.startsWith('school-') && type !== 'school-admin',
);

/** The types that version 1 knows. */
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

/** Those that a partner hears of: a created order has not been sent yet. */
export const sharedStatuses = deliveryStatuses.filter((status) => status !== 'created');

/** What a status may become by a confirmation. The sources draw no table; this is the default of the reading in docs/limits.md. */
export const statusMoves: Record<DeliveryStatus, readonly DeliveryStatus[]> = {
  created: [],
  ordered: ['processed', 'cancelled'],
  processed: ['licensed', 'cancelled'],
  licensed: [],
  cancelled: [],
};
