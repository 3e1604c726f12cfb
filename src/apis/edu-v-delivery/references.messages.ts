import { AtLeastOneOf, ListOf, OneOf, Optional, Text } from '../../platform/validation/fields.js';

export const organisationIdTypes = ['OIE_CODE', 'BP_ID', 'DD_ID', 'AS_ID'] as const;
export const userIdTypes = ['NEPPI', 'BPI', 'eduID', 'NEPRI', 'ASI', 'eckId'] as const;

export class OrganisationId {
  @Text('Identifier of the organisation; case-sensitive', { example: 'dd-0001' })
  organisationId!: string;

  @OneOf(
    organisationIdTypes,
    'Type of identifier: OIE_CODE recognition as a school, BP_ID Basispoort, DD_ID ' +
      'DigiDelivery, AS_ID pupil administration',
  )
  organisationIdType!: string;
}

/** A school by its OnderwijsaanbiederId or, where that is not available, by other identifiers. */
@AtLeastOneOf('organisationMasterIdentifier', 'organisationIds')
export class SchoolReference {
  @Optional()
  @Text('OnderwijsaanbiederId (RIO); required when organisationIds is absent', {
    example: '104A158',
  })
  organisationMasterIdentifier?: string;

  @Optional()
  @ListOf(() => OrganisationId, 'Other identifiers of the school')
  organisationIds?: OrganisationId[];
}

export class UserId {
  @Text('Identifier of the user', { example: 'p12345@as-0001' })
  userId!: string;

  @OneOf(userIdTypes, 'Type of the identifier')
  userIdType!: string;
}

/** A student, by ECK iD, or an employee, who has only other identifiers. */
@AtLeastOneOf('userMasterIdentifier', 'userIds')
export class UserReference {
  @Optional()
  @Text('ECK iD of a student; required when userIds is absent', {
    example: `https://ketenid.nl/201703/${'1'.padStart(128, '0')}`,
  })
  userMasterIdentifier?: string;

  @Optional()
  @ListOf(() => UserId, 'Other identifiers; an employee has only these')
  userIds?: UserId[];
}

export class CustomerReference {
  @Optional()
  @Text('Name of the customer', { example: 'J. Jansen' })
  displayName?: string;

  @Optional()
  @Text('E-mail address of the customer', { example: 'j.jansen@example.org' })
  email?: string;
}
