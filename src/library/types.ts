import type { components, operations } from '../../openapi/control-api.cjs';

type Schemas = components['schemas'];

/** A request and its answer in the journal, with the rules that it breaks (`findings`). */
export type Exchange = Schemas['ExchangeView'];
/** A rule that a message breaks: requirement, level, pointer, expected and seen value, source. */
export type Finding = Schemas['FindingView'];
/** A client of a workspace with its secret. */
export type Client = Schemas['ClientView'];
/** A message that Ketenlab sends, with its attempts. */
export type Delivery = Schemas['DeliveryView'];
/** A fault rule to create. */
export type FaultRequest = Schemas['CreateFaultRequest'];
/** A fault rule; `met` counts the requests that got the fault. */
export type FaultRule = Schemas['FaultRule'];
/** A scenario to create. */
export type ScenarioRequest = Schemas['CreateScenarioRequest'];
/** Behaviour of the sandbox for messages with a field value. */
export type Scenario = Schemas['ScenarioView'];
/** Address and credentials of a system that receives messages. */
export type Partner = Schemas['PartnerView'];
/** Result of a connection test. */
export type ConnectionTest = Schemas['ConnectionTestView'];
/** Settings of a workspace. Durations are ISO 8601, for example `PT0.2S`. */
export type Settings = Schemas['SettingsView'];
/** Mode of a clock, and its time. */
export type ClockState = Schemas['ClockView'];
/** Time after an advance, and the numbers of messages that were sent, failed, or still wait. */
export type AdvanceResult = Schemas['AdvanceClockView'];
/** Conformance report of a workspace. */
export type Report = Schemas['ReportView'];
/** Result of one requirement in a report. */
export type RequirementResult = Schemas['RequirementResultView'];
/** Level of a requirement. */
export type Level = Finding['level'];
/** Example of an operation. */
export type Example = Schemas['ExampleView'];
/** Orders to generate. */
export type GenerateRequest = Schemas['GenerateOrdersRequest'];

/** Name of a collection of the state. */
export type Collection = operations['getItem']['parameters']['path']['collection'];
/** Decision on a message that waits for one. */
export type Decision = operations['decideItem']['parameters']['path']['decision'];
/** Role that decides. */
export type DecidingRole = operations['decideItem']['parameters']['path']['role'];
/** Item of a collection, in the form of the control API. */
export type StateItem = Record<string, unknown>;

/** Filter on deliveries: the role that receives them, and their state. */
export type DeliveryFilter = NonNullable<operations['listDeliveries']['parameters']['query']>;
