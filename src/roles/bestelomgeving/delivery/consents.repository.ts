import { Injectable } from '@nestjs/common';
import { overlap, schoolKeys } from '../../../apis/edu-v-delivery/identities.js';
import type { SchoolReference } from '../../../apis/edu-v-delivery/references.messages.js';
import { EDU_ORG_ID } from '../../../apis/edu-v/token-messages.js';
import { eduvProblems } from '../../../apis/edu-v/errors.js';
import type { Caller } from '../../../platform/oauth/caller.js';
import type { ReadTransaction } from '../../../platform/persistence/store.js';
import { Records } from '../../../sandbox/state/records.js';
import { recordKinds } from './record.messages.js';

/** Whether a school has consented to what a dashboard or a portal asks for. */
@Injectable()
export class Consents {
  constructor(private readonly records: Records) {}

  /** Refuses a token for a school that nobody here knows, whichever of its identifiers it names. */
  async checkContext(tx: ReadTransaction, { workspace, claims }: Caller): Promise<void> {
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

  /** All identifiers of a school, of which any one names it; undefined: nobody here knows it. */
  async identify(
    tx: ReadTransaction,
    workspace: string,
    school: SchoolReference,
  ): Promise<string[] | undefined> {
    const keys = new Set(schoolKeys(school));
    const known = (await this.records.all(tx, workspace, recordKinds.schools)).map(schoolKeys);
    return known.find((one) => overlap(one, keys));
  }

  /** Refuses a caller to whom the school, known by these identifiers, has not consented for a scope of his token. */
  async demand(tx: ReadTransaction, { workspace, client, scopes }: Caller, school: string[]) {
    const { clientId } = client;
    const keys = new Set(school);
    const consents = (await this.records.all(tx, workspace, recordKinds.consents)).filter(
      (consent) =>
        consent.clientId === clientId &&
        scopes.has(`eduv.${consent.scope}`) &&
        overlap(schoolKeys(consent.school), keys),
    );
    // Of several for the same scope the one that was written last counts.
    const latest = new Map(consents.map(({ scope, status }) => [scope, status]));
    if ([...latest.values()].includes('accepted')) return;
    const seen = [...new Set(latest.values())].join(', ') || 'none';
    throw eduvProblems.consentRequired(
      `of ${school[0]?.replace(' master', '')} for ${clientId}; it is: ${seen}`,
    );
  }
}
