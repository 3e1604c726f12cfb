import { Controller, Injectable, Module } from '@nestjs/common';
import type { RoleDescriptor } from '../../../src/apis/descriptor.js';
import { ImplementsOperation } from '../../../src/platform/http/implements-operation.js';
import { ValidatedBody } from '../../../src/platform/http/validated-body.js';
import { Caller } from '../../../src/platform/oauth/caller.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { Store } from '../../../src/platform/persistence/store.js';
import { Clock } from '../../../src/platform/workspaces/clock.js';
import { RecordStateResource } from '../../../src/sandbox/state/record.state.js';
import { Records } from '../../../src/sandbox/state/records.js';
import { StateResource, type MessageSender } from '../../../src/sandbox/state/state-resource.js';
import { Loan, loanApi } from './api.js';
import { lending } from './family.js';

const ROLE = 'lender';
const loans = { name: 'loans', of: Loan };

@Controller()
class LoansController {
  constructor(
    private readonly records: Records,
    private readonly store: Store,
  ) {}

  @ImplementsOperation(loanApi.operations.acceptOrder)
  async accept(
    @Caller() { workspace }: Caller,
    @ValidatedBody() { message }: ValidatedBody<Loan>,
  ): Promise<void> {
    await this.store.write(workspace, (tx) => this.records.write(tx, workspace, loans, message));
  }
}

@StateResource()
@Injectable()
class LoanStateResource extends RecordStateResource<Loan> implements MessageSender {
  constructor(
    records: Records,
    private readonly outbox: Outbox,
    private readonly store: Store,
    private readonly clock: Clock,
  ) {
    super(ROLE, loans, records);
  }

  async send(workspace: string, message: object): Promise<Record<string, string>> {
    const { id } = message as Loan;
    const delivery = await this.store.write(workspace, (tx) =>
      this.outbox.enqueue(tx, {
        workspace,
        operation: loanApi.operations.acceptOrder,
        from: ROLE,
        correlationId: id,
        orderingKey: id,
        dueAt: this.clock.now(workspace),
        body: JSON.stringify(message),
      }),
    );
    return { delivery };
  }
}

@Module({ controllers: [LoansController], providers: [LoanStateResource] })
class LenderModule {}

/** Example role of this test. */
export const lender: RoleDescriptor = {
  name: ROLE,
  family: lending,
  apis: [loanApi],
  module: LenderModule,
  schema: { entities: [], migrations: [] },
  scenarios: [],
};
