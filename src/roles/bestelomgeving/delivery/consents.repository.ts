import { Injectable } from '@nestjs/common';
import { overlap, schoolKeys } from '../../../apis/edu-v-delivery/identities.js';
import type { SchoolReference } from '../../../apis/edu-v-delivery/references.messages.js';
import { EDU_ORG_ID } from '../../../apis/edu-v/token-messages.js';
import { eduvProblems } from '../../../apis/edu-v/errors.js';
import type { Caller } from '../../../platform/oauth/caller.js';
import type { ReadTransaction } from '../../../platform/persistence/store.js';
import { Records } from '../../../sandbox/state/records.js';
import { recordKinds } from './record.messages.js';

/** Consents of schools to the calls of dashboards and portals. */
@Injectable()
export class ConsentPolicy {
  constructor(private readonly records: Records) {}

  /** Rejects a token for an unknown school. The token may have any identifier of the school. */
  async requireKnownSchool(tx: ReadTransaction, { workspace, claims }: Caller): Promise<void> {
    const eduOrgId = claims[EDU_ORG_ID] as string | undefined;
    if (eduOrgId === undefined) return;
    const schools = await this.records.all(tx, workspace, recordKinds.schools);
    const known = schools.some(
      ({ organisationMasterIdentifier, organisationIds = [] }) =>
        organisationMasterIdentifier === eduOrgId ||
        organisationIds.some(({ organisationId }) => organisationId === eduOrgId),
    );
    if (!known) throw eduvProblems.eduOrgIdUnknown(eduOrgId);
  }

  /** All identifiers of a school, found by any of them; undefined: the school is unknown. */
  async identifiersOf(
    tx: ReadTransaction,
    workspace: string,
    school: SchoolReference,
  ): Promise<string[] | undefined> {
    const keys = new Set(schoolKeys(school));
    const known = (await this.records.all(tx, workspace, recordKinds.schools)).map(schoolKeys);
    return known.find((identifiers) => overlap(identifiers, keys));
  }

  /** Why a school has not consented to a scope of the caller; undefined: it has. */
  async denialOf(
    tx: ReadTransaction,
    { workspace, client, scopes }: Caller,
    school: string[],
  ): Promise<string | undefined> {
    const { clientId } = client;
    const keys = new Set(school);
    const consents = (await this.records.all(tx, workspace, recordKinds.consents)).filter(
      (consent) =>
        consent.clientId === clientId &&
        scopes.has(`eduv.${consent.scope}`) &&
        overlap(schoolKeys(consent.school), keys),
    );
    // The latest consent for a scope is valid.
    const latest = new Map(consents.map(({ scope, status }) => [scope, status]));
    if ([...latest.values()].includes('accepted')) return undefined;
    const actual = [...new Set(latest.values())].join(', ') || 'none';
    return `of ${school[0]?.replace(' master', '')} for ${clientId}; it is: ${actual}`;
  }
}
