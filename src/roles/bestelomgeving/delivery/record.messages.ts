import {
  SchoolReference,
  UserReference,
} from '../../../apis/edu-v-delivery/references.messages.js';
import type { RecordKind } from '../../../sandbox/state/records.js';
import { ListOfText, Nested, OneOf, Optional, Text } from '../../../platform/validation/fields.js';

export class School extends SchoolReference {
  @Text('Id of the record', { example: '104A158' })
  id!: string;
}

export class DeliveryContract {
  @Text('Value of contractId', { example: 'CT-2026-001' })
  id!: string;
}

export class Consent {
  @Text('Id of the record', { example: 'demo-dashboard-104A158' })
  id!: string;

  @Text('Client to which the consent applies', { example: 'demo-dashboard' })
  clientId!: string;

  @Nested(() => SchoolReference, 'School that decides on the consent')
  school!: SchoolReference;

  @OneOf(['delivery.dashboard', 'delivery.portal'], 'Purpose of the consent, as in the Consent API')
  scope!: string;

  @OneOf(
    ['pending', 'accepted', 'declined', 'revoked'],
    'Status of the consent; only accepted gives the client access',
  )
  status!: string;
}

export class Membership {
  @Text('Id of the record', { example: 'student-1' })
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
