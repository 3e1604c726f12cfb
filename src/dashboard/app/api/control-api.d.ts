export type { components, paths } from '../../../../openapi/control-api.cjs';
