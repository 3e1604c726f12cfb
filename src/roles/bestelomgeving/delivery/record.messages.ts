import {
  SchoolReference,
  UserReference,
} from '../../../apis/edu-v-delivery/references.messages.js';
import type { RecordKind } from '../../../sandbox/state/records.js';
import { ListOfText, Nested, OneOf, Optional, Text } from '../../../platform/validation/fields.js';

export class School extends SchoolReference {
  @Text('Name of the record', { example: '104A158' })
  id!: string;
}

export class DeliveryContract {
  @Text('The contractId', { example: 'CT-2026-001' })
  id!: string;
}

export class Consent {
  @Text('Name of the record', { example: 'demo-dashboard-104A158' })
  id!: string;

  @Text('The client that was, or was not, consented to', { example: 'demo-dashboard' })
  clientId!: string;

  @Nested(() => SchoolReference, 'The school that consents')
  school!: SchoolReference;

  @OneOf(['delivery.dashboard', 'delivery.portal'], 'For what, in the words of the Consent API')
  scope!: string;

  @OneOf(['pending', 'accepted', 'declined', 'revoked'], 'Only accepted lets the client in')
  status!: string;
}

export class Membership {
  @Text('Name of the record', { example: 'student-1' })
  id!: string;

  @Nested(() => UserReference, 'The user')
  user!: UserReference;

  @Nested(() => SchoolReference, 'The school to which the user belongs')
  school!: SchoolReference;

  @Optional()
  @ListOfText('Study years of the user', { example: ['SY-4H'] })
  studyYearIds?: string[];

  @Optional()
  @ListOfText('Subjects of the user', { example: ['SUB-EN'] })
  subjectIds?: string[];

  @Optional()
  @ListOfText('Groups of the user', { example: ['G-1'] })
  groupIds?: string[];
}

/** Collections of reference data of the Bestelomgeving. */
export const recordKinds = {
  contracts: { name: 'contracts', of: DeliveryContract } as RecordKind<DeliveryContract>,
  schools: { name: 'schools', of: School } as RecordKind<School>,
  consents: { name: 'consents', of: Consent } as RecordKind<Consent>,
  memberships: { name: 'memberships', of: Membership } as RecordKind<Membership>,
};
