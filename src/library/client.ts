export { ControlApiError, createControlClient, dataOf } from './control-client.js';
export type {
  ControlClient,
  ControlClientOptions,
  ControlResult,
  FieldError,
  components,
  operations,
  paths,
} from './control-client.js';
export type * from './types.js';
