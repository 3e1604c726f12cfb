import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../contracts/edu-v/family.js';
import { orderContract } from '../../contracts/edu-v-order/operations.js';
import type { Role } from '../../kernel/contract/role.js';
import { Collections } from '../../kernel/state/collections.js';
import { Bestelomgeving1763769600000 } from './bestelomgeving.migration.js';
import { Confirmation } from './confirmation.entity.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { ConfirmationsService } from './confirmations.service.js';
import { SendingService } from './sending.service.js';

const ROLE = 'bestelomgeving';

@Module({
  controllers: [ConfirmationsController],
  providers: [ConfirmationsService, SendingService],
})
export class BestelomgevingModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly confirmations: ConfirmationsService,
    private readonly sending: SendingService,
  ) {}

  onModuleInit(): void {
    for (const name of ['orders', 'creditorders'] as const) {
      this.collections.show(name, {
        role: ROLE,
        of: (look, workspace, id) => this.confirmations.view(look, workspace, name, id),
      });
    }
    this.collections.sendWith('orders', (workspace, order) =>
      this.sending.sendOrder(workspace, order),
    );
    this.collections.sendWith('creditorders', (workspace, credit) =>
      this.sending.sendCreditOrder(workspace, credit),
    );
  }
}

/** Bestelomgeving leermiddelen: the shop or distributor, who sends orders and hears what becomes of them. */
export const bestelomgeving: Role = {
  name: ROLE,
  family: eduv,
  contracts: [orderContract],
  module: BestelomgevingModule,
  schema: { entities: [Confirmation], migrations: [Bestelomgeving1763769600000] },
  scenarios: [],
};
