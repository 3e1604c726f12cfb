import { Injectable } from '@nestjs/common';
import { insertInto } from '../../persistence/insert.js';
import { Store } from '../../persistence/store.js';
import { UsedAssertion } from './used-assertion.entity.js';

const INSERT = insertInto(UsedAssertion, 'ignore');
const REMOVE_EXPIRED = 'delete from "assertions" where "workspace" = ? and "expiresAt" < ?';

@Injectable()
export class UsedAssertionRepository {
  constructor(private readonly store: Store) {}

  /** Records an assertion, and removes expired ones; false: it was used before. */
  use(assertion: UsedAssertion, expiredBefore: number): Promise<boolean> {
    return this.store.write(assertion.workspace, async (tx) => {
      await tx.run(REMOVE_EXPIRED, assertion.workspace, expiredBefore);
      return (await tx.insert(INSERT, assertion)) === 1;
    });
  }
}
