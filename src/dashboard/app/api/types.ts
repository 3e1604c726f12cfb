import type { components } from './control-api.js';

export type Exchange = components['schemas']['ExchangeView'];
export type ExchangePart = components['schemas']['ExchangePart'];
export type Finding = components['schemas']['FindingView'];
export type Delivery = components['schemas']['DeliveryView'];
export type Partner = components['schemas']['PartnerView'];
export type ConnectionTest = components['schemas']['ConnectionTestView'];
export type ConformanceReport = components['schemas']['ReportView'];
export type RequirementResult = components['schemas']['RequirementResultView'];
export type Workspace = components['schemas']['WorkspaceView'];
export type Clock = components['schemas']['ClockView'];
