import type { components } from './control-api.js';

export type Exchange = components['schemas']['ExchangeView'];
export type ExchangePart = components['schemas']['ExchangePart'];
export type Finding = components['schemas']['FindingView'];
export type Workspace = components['schemas']['WorkspaceView'];
export type Clock = components['schemas']['ClockView'];
