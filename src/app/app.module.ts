import { Module, type DynamicModule } from '@nestjs/common';
import { ConformanceModule } from '../conformance/recorder/conformance.module.js';
import { ControlModule } from '../control/control.module.js';
import { DashboardModule } from '../dashboard/dashboard.module.js';
import { PlatformModule, type AppContext } from './platform.module.js';

@Module({})
export class AppModule {
  static with(parts: AppContext): DynamicModule {
    const { roles } = parts;
    const tokens = new Set(roles.map((role) => role.family.tokensModule));
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(parts),
        ConformanceModule,
        ControlModule,
        DashboardModule,
        ...tokens,
        ...roles.map((role) => role.module),
      ],
    };
  }
}
