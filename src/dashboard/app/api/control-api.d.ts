export type { components, operations, paths } from '../../../../openapi/control-api.cjs';
