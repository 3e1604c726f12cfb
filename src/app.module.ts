import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './config.js';
import { ControlModule } from './control/control.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import type { Role } from './kernel/contract/role.js';
import { KernelModule } from './kernel/kernel.module.js';

@Module({})
export class AppModule {
  static with(config: Config, roles: Role[]): DynamicModule {
    const tokens = new Set(roles.map((role) => role.family.tokens));
    return {
      module: AppModule,
      imports: [
        KernelModule.with(config, roles),
        ControlModule,
        DashboardModule,
        ...tokens,
        ...roles.map((role) => role.module),
      ],
    };
  }
}
