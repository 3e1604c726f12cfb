import { Get } from '@nestjs/common';
import { VERSION } from '../../platform/config/version.js';
import { OutgoingTargets } from '../../platform/network/outgoing-targets.js';
import { Membership } from '../../platform/replicas/membership.js';
import { ReplicaRepository } from '../../platform/replicas/replica.repository.js';
import { realNow, toIsoUtc } from '../../platform/time/time.js';
import { Ownership } from '../../platform/workspaces/ownership.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { ControlController, ControlOperation } from '../http/control-routes.js';
import { ReplicaList, type ReplicaView } from './replicas.messages.js';

const SECOND_MS = 1_000;

@ControlController('/replicas', 'Catalogues')
export class ReplicasController {
  constructor(
    private readonly ownership: Ownership,
    private readonly membership: Membership,
    private readonly repository: ReplicaRepository,
    private readonly workspaces: Workspaces,
    private readonly targets: OutgoingTargets,
  ) {}

  @Get()
  @ControlOperation('List the replicas that share the database, and the workspaces of each', {
    response: ReplicaList,
  })
  async listReplicas(): Promise<ReplicaList> {
    if (!this.ownership.isShared) return { replicas: [this.only()] };
    const [replicas, owned] = await Promise.all([this.repository.list(), this.repository.owned()]);
    return {
      replicas: replicas.map(({ id, url, version, startedAt }) => ({
        id,
        url,
        version,
        startedAt,
        self: id === this.membership.id,
        workspaces: owned.flatMap(({ replica, workspace }) => (replica === id ? workspace : [])),
      })),
    };
  }

  /** The one process of a database in a file. */
  private only(): ReplicaView {
    const startedAt = toIsoUtc(realNow() - process.uptime() * SECOND_MS);
    return {
      id: this.membership.id,
      url: this.targets.ownUrl,
      version: VERSION,
      startedAt,
      self: true,
      workspaces: this.workspaces.ids().toSorted(),
    };
  }
}
