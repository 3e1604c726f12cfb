import { Get, Inject } from '@nestjs/common';
import { ApiDirectory } from '../../apis/api-directory.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';
import { ROLES } from '../../platform/api/served-role.js';
import { Collections } from '../../sandbox/state/collections.js';
import { ControlController, ControlOperation } from '../http/control-routes.js';
import { apisView } from './api-views.js';
import { ApisView } from './apis.messages.js';

@ControlController('/apis', 'Catalogues')
export class ApisController {
  constructor(
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
    private readonly directory: ApiDirectory,
    private readonly collections: Collections,
  ) {}

  @Get()
  @ControlOperation('List the APIs, their roles, and their operations: who sends what to whom', {
    response: ApisView,
  })
  listApis(): ApisView {
    return apisView(this.directory, this.roles, this.collections);
  }
}
