import type { components } from '../../../openapi/control-api.cjs';

type Schemas = components['schemas'];

export type Apis = Schemas['ApisView'];
export type Clock = Schemas['ClockView'];
export type Advanced = Schemas['AdvanceClockView'];
export type ConnectionTest = Schemas['ConnectionTestView'];
export type ConnectionStep = Schemas['ConnectionStepView'];
export type FaultRule = Schemas['FaultRule'];
export type Snapshot = Schemas['SnapshotView'];
export type Workspace = Schemas['WorkspaceView'];
export type WorkspacePage = Schemas['WorkspacePage'];
