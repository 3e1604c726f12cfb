import { Controller, Module, type OnModuleInit } from '@nestjs/common';
import type { RoleDescriptor } from '../../../src/apis/descriptor.js';
import { ImplementsOperation } from '../../../src/platform/http/implements-operation.js';
import { ValidatedBody } from '../../../src/platform/http/validated-body.js';
import { Caller } from '../../../src/platform/oauth/caller.js';
import { Outbox } from '../../../src/platform/outbox/outbox.js';
import { Store } from '../../../src/platform/persistence/store.js';
import { Clock } from '../../../src/platform/workspaces/clock.js';
import { Collections } from '../../../src/sandbox/state/collections.js';
import { Records } from '../../../src/sandbox/state/records.js';
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

@Module({ controllers: [LoansController] })
class LenderModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly records: Records,
    private readonly outbox: Outbox,
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.records.open(this.collections, loans);
    this.collections.sendWith(loans.name, (workspace, message) => this.send(workspace, message));
  }

  private async send(workspace: string, message: object): Promise<Record<string, string>> {
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

/** Example role of this test. */
export const lender: RoleDescriptor = {
  name: ROLE,
  family: lending,
  apis: [loanApi],
  module: LenderModule,
  schema: { entities: [], migrations: [] },
  scenarios: [],
};
