import { Injectable } from '@nestjs/common';
import { Clients } from '../../../platform/oauth/clients.js';
import type { SchemaError } from '../../../platform/validation/schema.js';
import { RecordStateResource } from '../../../sandbox/state/record.state.js';
import { Records } from '../../../sandbox/state/records.js';
import { StateResource } from '../../../sandbox/state/state-resource.js';
import { BESTELOMGEVING_ROLE } from '../role.js';
import {
  recordKinds,
  type Consent,
  type DeliveryContract,
  type Membership,
  type School,
} from './record.messages.js';

@StateResource()
@Injectable()
class ContractStateResource extends RecordStateResource<DeliveryContract> {
  constructor(records: Records) {
    super(BESTELOMGEVING_ROLE, recordKinds.contracts, records);
  }
}

@StateResource()
@Injectable()
class SchoolStateResource extends RecordStateResource<School> {
  constructor(records: Records) {
    super(BESTELOMGEVING_ROLE, recordKinds.schools, records);
  }
}

@StateResource()
@Injectable()
class ConsentStateResource extends RecordStateResource<Consent> {
  constructor(
    records: Records,
    private readonly clients: Clients,
  ) {
    super(BESTELOMGEVING_ROLE, recordKinds.consents, records);
  }

  /** Checks that the client of a consent exists in the workspace. */
  protected override errorsOf({ clientId }: Consent, workspace: string): SchemaError[] {
    if (this.clients.find(clientId)?.workspace === workspace) return [];
    return [{ path: '/clientId', expected: 'a client of the workspace', seen: clientId }];
  }
}

@StateResource()
@Injectable()
class MembershipStateResource extends RecordStateResource<Membership> {
  constructor(records: Records) {
    super(BESTELOMGEVING_ROLE, recordKinds.memberships, records);
  }
}

/** State resources of the reference data of the Delivery API. */
export const recordStateResources = [
  ContractStateResource,
  SchoolStateResource,
  ConsentStateResource,
  MembershipStateResource,
];
