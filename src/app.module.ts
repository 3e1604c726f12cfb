import { Module, type DynamicModule } from '@nestjs/common';
import { ConformanceModule } from './conformance/conformance.module.js';
import { ControlModule } from './control/control.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { KernelModule, type Parts } from './kernel/kernel.module.js';

@Module({})
export class AppModule {
  static with(parts: Parts): DynamicModule {
    const { roles } = parts;
    const tokens = new Set(roles.map((role) => role.family.tokens));
    return {
      module: AppModule,
      imports: [
        KernelModule.with(parts),
        ConformanceModule,
        ControlModule,
        DashboardModule,
        ...tokens,
        ...roles.map((role) => role.module),
      ],
    };
  }
}
